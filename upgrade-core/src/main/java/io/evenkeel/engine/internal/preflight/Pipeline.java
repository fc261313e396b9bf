package io.evenkeel.engine.internal.preflight;

import java.time.Duration;

/**
 * The least time in which nodes can be replaced when at most {@code surge} may be added and {@code
 * unavailable} may be missing: each takes one of these places while its new node starts and while
 * its old one is emptied and let go, whoever plans it.
 *
 * @param start the least time from a launch until the new node takes pods
 * @param leave the least time from the closing of an old node until its place is free
 */
record Pipeline(int surge, int unavailable, Duration start, Duration leave) {

  /** Returns the least time for so many nodes. */
  Duration least(int nodes) {
    if (nodes <= 0) {
      return Duration.ZERO;
    }
    int rounds = (nodes + places() - 1) / places() - 1;
    int rest = nodes - rounds * places();
    Duration launched = rest > surge ? perNode() : start;
    Duration gone = rest > unavailable ? perNode() : leave;
    return perNode().multipliedBy(rounds).plus(longer(launched, gone));
  }

  /** Returns for how long at least one node takes a place. */
  Duration perNode() {
    return start.plus(leave);
  }

  int places() {
    return Math.max(1, surge + unavailable);
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
