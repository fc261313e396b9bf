package io.evenkeel.simulation.internal.actors;

import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Duration;

/** Removes nodes whose pods would fit on the others, the way Karpenter does. */
public final class Consolidation extends Emptying {
  private static final String KEPT = "karpenter.sh/do-not-disrupt";
  private static final Taint DISRUPTED =
      new Taint("karpenter.sh/disrupted", "", Taint.Effect.NO_SCHEDULE);

  public Consolidation(SimulatedCloud cloud, String group) {
    super(cloud, group, Duration.ofSeconds(10), Duration.ofSeconds(30), DISRUPTED);
  }

  @Override
  boolean spared(Node node) {
    return "true".equals(node.meta().annotations().get(KEPT));
  }

  @Override
  boolean needed(Node node, Scene scene) {
    long here = asked(node, scene);
    long free =
        scene.cluster().nodes().stream()
            .filter(n -> n.ready() && !n.unschedulable() && !n.name().equals(node.name()))
            .mapToLong(n -> n.allocatable().cpuMillis() - asked(n, scene))
            .sum();
    return 2 * here > free;
  }

  private static long asked(Node node, Scene scene) {
    return scene.cluster().podsOn(node.name()).stream()
        .mapToLong(pod -> pod.requests().cpuMillis())
        .sum();
  }
}
