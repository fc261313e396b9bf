package io.evenkeel.simulation.internal;

import io.evenkeel.model.Resources;

/** What machines cost, as far as it matters which is dearer: by cores, then by memory. */
final class MachinePrices {
  private static final long GIBIBYTE = 1L << 30;

  private MachinePrices() {}

  static long of(Resources offered) {
    return offered.cpuMillis() * 10 + offered.memoryBytes() / GIBIBYTE;
  }
}
