package io.evenkeel.model;

import java.util.ArrayList;
import java.util.List;

/** All objects of a cluster at one moment, each list in the order of its keys. */
public record ClusterSnapshot(
    List<Node> nodes,
    List<Pod> pods,
    List<Budget> budgets,
    List<Workload> workloads,
    List<Service> services,
    List<VolumeAttachment> volumeAttachments) {

  public static final ClusterSnapshot EMPTY =
      new ClusterSnapshot(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public ClusterSnapshot {
    nodes = sorted(nodes);
    pods = sorted(pods);
    budgets = sorted(budgets);
    workloads = sorted(workloads);
    services = sorted(services);
    volumeAttachments = sorted(volumeAttachments);
  }

  /** Returns every object, kind by kind. */
  public List<ClusterObject> all() {
    List<ClusterObject> all = new ArrayList<>();
    all.addAll(nodes);
    all.addAll(workloads);
    all.addAll(budgets);
    all.addAll(services);
    all.addAll(pods);
    all.addAll(volumeAttachments);
    return all;
  }

  private static <T extends ClusterObject> List<T> sorted(List<T> objects) {
    List<T> copy = new ArrayList<>(objects);
    copy.sort((a, b) -> a.key().compareTo(b.key()));
    return List.copyOf(copy);
  }
}
