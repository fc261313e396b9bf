package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedCloud;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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
  private final Map<String, Deque<Version>> clusters = new LinkedHashMap<>();

  private record Version(Instant since, ClusterFacts facts) {}

  public ClusterRegistry(SimulatedCloud cloud, List<ClusterFacts> clusters) {
    this.cloud = cloud;
    for (ClusterFacts facts : clusters) {
      Deque<Version> versions = new ArrayDeque<>();
      versions.add(new Version(Instant.MIN, facts));
      this.clusters.put(facts.name(), versions);
    }
  }

  /** Changes what a cluster is made of, from now on. */
  public void change(String name, Consumer<ClusterFacts> change) {
    Deque<Version> versions = versions(name);
    ClusterFacts facts = versions.getLast().facts().copy();
    change.accept(facts);
    versions.add(new Version(cloud.timeline().now(), facts));
  }

  /** Returns what a cluster is made of, as a caller is shown it. */
  ClusterFacts shown(String name) {
    Deque<Version> versions = versions(name);
    Instant limit = cloud.timeline().now().minus(cloud.shownWithin());
    Iterator<Version> newestFirst = versions.descendingIterator();
    while (newestFirst.hasNext()) {
      Version version = newestFirst.next();
      if (!version.since().isAfter(limit)) {
        return version.facts();
      }
    }
    return versions.getFirst().facts();
  }

  /** Returns what a cluster is made of in truth. */
  ClusterFacts truth(String name) {
    return versions(name).getLast().facts();
  }

  List<String> names() {
    return List.copyOf(clusters.keySet());
  }

  List<ClusterFacts> allShown() {
    return names().stream().map(this::shown).toList();
  }

  private Deque<Version> versions(String name) {
    Deque<Version> versions = clusters.get(name);
    if (versions == null) {
      throw EksErrors.notFound("No cluster found for name: " + name + ".");
    }
    return versions;
  }
}
