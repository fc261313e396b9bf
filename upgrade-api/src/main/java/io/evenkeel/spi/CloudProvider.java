package io.evenkeel.spi;

import java.util.Optional;

/**
 * The cloud: which node groups exist, what they must become, and how a group may be changed. It is
 * either an {@link InstanceProvider}, where we replace the nodes, or a {@link RolloutProvider},
 * where somebody else does.
 */
public sealed interface CloudProvider permits InstanceProvider, RolloutProvider {

  /** Returns how messages name this provider. */
  String name();

  /** Returns the control plane of the cluster, where this cloud upgrades it as well. */
  default Optional<ControlPlane> controlPlane() {
    return Optional.empty();
  }
}
