package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedCloud;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The EKS clusters of an endpoint, and how much of what they are made of is shown already: what has
 * changed is shown as late as the cloud shows its groups. Timeline's thread only.
 */
public final class ClusterRegistry {
  private final SimulatedCloud cloud;
  private final Map<String, History<ClusterFacts>> clusters = new LinkedHashMap<>();
  private final Map<String, PlaneView> planes = new LinkedHashMap<>();

  public ClusterRegistry(SimulatedCloud cloud, List<ClusterFacts> clusters) {
    this.cloud = cloud;
    for (ClusterFacts facts : clusters) {
      this.clusters.put(facts.name(), new History<>(facts));
      this.planes.put(facts.name(), new PlaneView(cloud, facts.plane()));
    }
  }

  /** Changes what a cluster is made of, from now on. */
  public void change(String name, Consumer<ClusterFacts> change) {
    History<ClusterFacts> history = history(name);
    ClusterFacts facts = history.latest().copy();
    change.accept(facts);
    history.add(cloud.timeline().now(), facts);
  }

  /** Returns what a cluster is made of, as a caller is shown it. */
  ClusterFacts shown(String name) {
    return history(name).at(cloud.timeline().now().minus(cloud.shownWithin()));
  }

  /** Returns what a cluster is made of in truth. */
  ClusterFacts truth(String name) {
    return history(name).latest();
  }

  /** Returns the control plane of a cluster. */
  PlaneView plane(String name) {
    PlaneView plane = planes.get(name);
    if (plane == null) {
      throw noCluster(name);
    }
    return plane;
  }

  List<String> names() {
    return List.copyOf(clusters.keySet());
  }

  List<ClusterFacts> allShown() {
    return names().stream().map(this::shown).toList();
  }

  private History<ClusterFacts> history(String name) {
    History<ClusterFacts> history = clusters.get(name);
    if (history == null) {
      throw noCluster(name);
    }
    return history;
  }

  private static AwsError noCluster(String name) {
    return EksErrors.notFound("No cluster found for name: " + name + ".");
  }
}
