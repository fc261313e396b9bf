package io.evenkeel.examples.automode;

import io.evenkeel.engine.Upgrader;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Where the walk-through takes place: a cluster whose nodes follow its pods, and an account. */
interface Ground extends AutoCloseable {

  /** The versions that the walk-through goes from and to, and one that is further away. */
  record Versions(String from, String to, String later) {}

  /** The versions of this place. */
  Versions versions();

  /** What has been seen of the cluster so far. */
  Seen seen();

  Instant now();

  /** Lets things settle. */
  void pause();

  /** Lets that much time pass. */
  void pass(Duration span);

  /**
   * Lets time pass until that holds.
   *
   * @throws IllegalStateException if it does not for very long
   */
  void await(String what, BooleanSupplier holds);

  /** Makes a pod that no controller brings back. */
  void pod(String name);

  void deletePod(String name);

  void deployment(App app);

  void scale(String deployment, int replicas);

  void deleteDeployment(String name);

  /** Keeps that share of a Deployment's pods available. */
  void budget(String deployment, String minAvailable);

  ClusterClient client();

  NodePoolProvider pools();

  /** The control plane as a plan takes it. */
  ControlPlane plane();

  /** What the account tells about the cluster. */
  ClusterFacts facts();

  /** Returns an upgrader on the time of this place; the caller closes it. */
  Upgrader upgrader();

  @Override
  void close();
}
