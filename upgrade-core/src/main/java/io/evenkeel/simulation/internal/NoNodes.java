package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.NodeLink;

/** A link to no cluster at all: machines boot, and nothing else happens. */
final class NoNodes implements NodeLink {

  @Override
  public void instanceBooted(BootedInstance instance) {
    // nobody joins
  }

  @Override
  public void instanceGone(String instanceId) {
    // nobody leaves
  }
}
