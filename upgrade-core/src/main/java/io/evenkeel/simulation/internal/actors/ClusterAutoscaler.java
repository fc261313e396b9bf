package io.evenkeel.simulation.internal.actors;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Duration;

/** Adds nodes for pods that find no place, and takes nodes away that are needed little. */
public final class ClusterAutoscaler extends Emptying {
  private static final String DISABLED = "cluster-autoscaler.kubernetes.io/scale-down-disabled";
  private static final double LITTLE = 0.5;
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Taint TO_BE_DELETED =
      new Taint("ToBeDeletedByClusterAutoscaler", "", Taint.Effect.NO_SCHEDULE);

  public ClusterAutoscaler(SimulatedCloud cloud, String group, Duration unneededFor) {
    super(cloud, group, INTERVAL, unneededFor, TO_BE_DELETED);
  }

  @Override
  void look(Scene scene) {
    super.look(scene);
    boolean pending = scene.cluster().pods().stream().anyMatch(pod -> waits(pod, scene));
    if (pending) {
      grow();
    }
  }

  private static boolean waits(Pod pod, Scene scene) {
    return pod.nodeName().isEmpty()
        && !pod.terminating()
        && !pod.finished()
        && pod.meta().createdAt().plus(INTERVAL).isBefore(scene.now());
  }

  /** One node at a time: the next one only when the last one is there. */
  private void grow() {
    CloudGroup now = group().state();
    if (now.desired() < now.max() && now.present() >= now.desired()) {
      group().setDesired(now.desired() + 1);
      acted();
    }
  }

  @Override
  boolean spared(Node node) {
    return "true".equals(node.meta().annotations().get(DISABLED));
  }

  @Override
  boolean needed(Node node, Scene scene) {
    return use(node, scene) >= LITTLE;
  }
}
