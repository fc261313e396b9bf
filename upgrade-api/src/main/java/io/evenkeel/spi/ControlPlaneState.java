package io.evenkeel.spi;

import java.util.List;
import java.util.Optional;

/**
 * A control plane as its cloud shows it.
 *
 * @param version the Kubernetes version, such as {@code 1.34}
 * @param addOns those that the cloud manages, by name
 * @param running the change that is under way, whoever has started it
 */
public record ControlPlaneState(
    String version, List<AddOn> addOns, Optional<ControlPlaneUpdate> running) {
  public ControlPlaneState {
    addOns = List.copyOf(addOns);
  }

  /**
   * A part of the cluster that the cloud installs and upgrades.
   *
   * @param name such as {@code vpc-cni}
   * @param version such as {@code v1.20.4-eksbuild.1}
   */
  public record AddOn(String name, String version) {}
}
