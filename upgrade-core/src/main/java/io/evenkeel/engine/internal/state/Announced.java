package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.SizeChange;
import java.time.Instant;
import java.util.List;

/**
 * When a change of size was announced, and what the group's cloud had told of last by then: what it
 * tells of later has come about later, whatever any clock says.
 */
public record Announced(Instant at, String after) {
  private static final String NOTHING = "-";

  static Announced now(GroupState group, Instant now) {
    String newest = group.sizeChanges().isEmpty() ? NOTHING : group.sizeChanges().get(0).id();
    return new Announced(now, newest);
  }

  /** Returns what the cloud tells of since. */
  List<SizeChange> since(GroupState group) {
    return group.sizeChanges().stream().takeWhile(change -> !change.id().equals(after)).toList();
  }

  @Override
  public String toString() {
    return at + " " + after;
  }
}
