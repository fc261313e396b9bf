package io.evenkeel.spi;

/**
 * The cloud: which node groups exist, what they must become, and how a group may be changed. It is
 * either an {@link InstanceProvider}, where we replace the nodes, or a {@link RolloutProvider},
 * where somebody else does.
 */
public sealed interface CloudProvider permits InstanceProvider, RolloutProvider {

  /** Returns how messages name this provider. */
  String name();
}
