package io.evenkeel.examples.controlplane;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a control plane is started.
 *
 * @param directory where kubeconfigs, logs and data go and stay; without one, a temporary folder
 *     that is deleted on close
 * @param users who may use it besides the administrator
 * @param emulated the Kubernetes minor version that the API server behaves like; without one, its
 *     own
 * @param provisioner what makes nodes for pods that find no room
 * @param readyWithin how long each component may take until it answers; building the binary the
 *     first time is not counted
 * @param progress hears in a sentence what takes long
 */
public record ControlPlaneOptions(
    Optional<Path> directory,
    List<ControlPlaneUser> users,
    Optional<String> emulated,
    Provisioner provisioner,
    Duration readyWithin,
    Consumer<String> progress) {

  /** What makes nodes for pods that find no room. */
  public enum Provisioner {
    /** Nobody: nodes come from whoever creates them through the API. */
    NONE,
    /** Karpenter with its cloud provider for KWOK. */
    KARPENTER
  }

  public ControlPlaneOptions {
    users = List.copyOf(users);
  }

  /**
   * Returns a temporary folder, no user but the administrator, no provisioner, 90 s and a silent
   * progress.
   */
  public static ControlPlaneOptions defaults() {
    return new ControlPlaneOptions(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Provisioner.NONE,
        Duration.ofSeconds(90),
        ignored -> {});
  }

  /** Returns these options with a folder that is created if need be and stays after close. */
  public ControlPlaneOptions directory(Path directory) {
    return new ControlPlaneOptions(
        Optional.of(directory), users, emulated, provisioner, readyWithin, progress);
  }

  /** Returns these options with one more user. */
  public ControlPlaneOptions user(ControlPlaneUser user) {
    List<ControlPlaneUser> all = new ArrayList<>(users);
    all.add(user);
    return new ControlPlaneOptions(directory, all, emulated, provisioner, readyWithin, progress);
  }

  /** Returns these options with an API server that behaves like that version, such as 1.34. */
  public ControlPlaneOptions emulating(String version) {
    return new ControlPlaneOptions(
        directory, users, Optional.of(version), provisioner, readyWithin, progress);
  }

  /**
   * Returns these options with Karpenter beside the control plane, as the user {@link
   * ControlPlane#KARPENTER} with every right. The first start on a machine builds it.
   */
  public ControlPlaneOptions withKarpenter() {
    return new ControlPlaneOptions(
        directory, users, emulated, Provisioner.KARPENTER, readyWithin, progress);
  }

  /** Returns these options with another listener for progress. */
  public ControlPlaneOptions progress(Consumer<String> progress) {
    return new ControlPlaneOptions(directory, users, emulated, provisioner, readyWithin, progress);
  }

  boolean karpenter() {
    return provisioner == Provisioner.KARPENTER;
  }

  /** Returns the users, and the provisioner's. */
  List<ControlPlaneUser> allUsers() {
    List<ControlPlaneUser> all = new ArrayList<>(users);
    if (karpenter()) {
      all.add(ControlPlaneUser.named(ControlPlane.KARPENTER).withClusterRole("cluster-admin"));
    }
    return all;
  }
}
