package io.evenkeel.simulation.internal;

import io.evenkeel.model.Resources;
import io.evenkeel.simulation.BootedInstance;

/** What a provisioner needs of whoever turns machines into nodes. */
public interface PoolMachines {

  /** Returns what a node of that type of machine offers to pods. */
  Resources offers(String type);

  /** The machine runs, and its node may join. */
  void instanceBooted(BootedInstance machine);

  /** The machine runs from the beginning, and its node is Ready. */
  void instanceFound(BootedInstance machine);

  /** The machine shuts down in order, which its kubelet reports. */
  void instanceStops(String instanceId);

  /** The machine is dead, as whoever watches its node finds out. */
  void instanceGone(String instanceId);

  /** The machine was shut down in order: its node is taken away with it, at once. */
  void instanceLeft(String instanceId);
}
