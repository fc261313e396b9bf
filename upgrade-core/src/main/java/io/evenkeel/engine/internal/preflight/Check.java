package io.evenkeel.engine.internal.preflight;

import io.evenkeel.spi.Finding;
import java.util.List;

/** Looks for one kind of problem. */
@FunctionalInterface
interface Check {

  List<Finding> findings(Situation situation);
}
