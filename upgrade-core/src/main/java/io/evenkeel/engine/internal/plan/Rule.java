package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import java.time.Instant;
import java.util.List;

/** One rule about a group: what it asks for now, nothing where it is content. */
@FunctionalInterface
interface Rule {
  List<Decision> decide(GroupView group, RunState run, Instant now);
}
