package io.evenkeel.simulation.internal.actors;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedGroup;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Reverts whatever differs from what it found as it joined. */
public final class GitOps extends Rounds {
  private final SimulatedCloud cloud;
  private final String group;
  private final Map<String, Integer> replicas = new TreeMap<>();
  private final Map<String, Budget.Limit> budgets = new TreeMap<>();
  private CloudGroup declared;

  public GitOps(SimulatedCloud cloud, String group) {
    super(Duration.ofMinutes(3));
    this.cloud = cloud;
    this.group = group;
    this.declared = cloud.group(group).state();
  }

  @Override
  void begin(Scene scene) {
    declared = cloud.group(group).state();
    deployments(scene).forEach(w -> replicas.put(w.key().path(), w.replicas()));
    scene.cluster().budgets().forEach(b -> budgets.put(b.key().path(), b.limit()));
  }

  private static Iterable<Workload> deployments(Scene scene) {
    return scene.cluster().workloads().stream()
        .filter(w -> w.key().kind() == ObjectKind.DEPLOYMENT)
        .toList();
  }

  @Override
  void look(Scene scene) {
    revertGroup();
    for (Workload workload : deployments(scene)) {
      Integer wanted = replicas.get(workload.key().path());
      if (wanted != null && wanted != workload.replicas()) {
        scene.cluster().edit().scale(ObjectKind.DEPLOYMENT, workload.key().path(), wanted);
        acted();
      }
    }
    for (Budget budget : scene.cluster().budgets()) {
      Budget.Limit wanted = budgets.getOrDefault(budget.key().path(), budget.limit());
      if (!wanted.equals(budget.limit())) {
        scene.cluster().edit().limit(budget.key().path(), wanted);
        acted();
      }
    }
  }

  /** Sizes, the pointer and tags of others; instances come and go as the group likes. */
  private void revertGroup() {
    if (!Scene.exists(cloud, group)) {
      return;
    }
    SimulatedGroup there = cloud.group(group);
    CloudGroup now = there.state();
    boolean sizes =
        now.min() != declared.min()
            || now.max() != declared.max()
            || now.desired() != declared.desired();
    if (sizes) {
      there.resize(declared.min(), declared.max(), declared.desired());
    }
    boolean pointer = !now.pointer().equals(declared.pointer());
    if (pointer) {
      there.point(declared.pointer());
    }
    var foreign = now.tags().stream().filter(tag -> !declared.tags().contains(tag)).toList();
    foreign.forEach(tag -> there.untag(tag.key()));
    if (sizes || pointer || !foreign.isEmpty()) {
      acted();
    }
  }
}
