package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.BootedInstance.Joining;

/** What will become of a machine that is launched, whatever its image. */
record Fate(boolean dies, Joining joining) {
  static final Fate DIES = new Fate(true, Joining.BECOMES_READY);
}
