package io.evenkeel.engine.internal.state;

import io.evenkeel.spi.ControlPlaneChange;
import java.util.Optional;

/** The way of the control plane to one minor version, with the add-ons that it takes along. */
public final class PlaneStep implements PlannedGroup {
  private static final String PREFIX = "control plane ";

  private final KubernetesVersion version;
  private Optional<ControlPlaneChange> wanted;
  private boolean touched;

  PlaneStep(KubernetesVersion version) {
    this.version = version;
    this.wanted = Optional.empty();
  }

  @Override
  public String name() {
    return PREFIX + version;
  }

  public KubernetesVersion version() {
    return version;
  }

  /** Returns what has to be changed next; empty where the control plane is as wanted. */
  public Optional<ControlPlaneChange> wanted() {
    return wanted;
  }

  void wants(Optional<ControlPlaneChange> change) {
    wanted = change;
  }

  void touch() {
    touched = true;
  }

  @Override
  public boolean done() {
    return wanted.isEmpty();
  }

  @Override
  public int toBeReplaced() {
    return done() ? 0 : 1;
  }

  @Override
  public boolean touched() {
    return touched;
  }
}
