package io.evenkeel.examples.joined;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/**
 * Removes nodes that hold nothing but DaemonSet pods for a while and are not annotated against it,
 * by terminating them with decrement, as Cluster Autoscaler does.
 */
final class ClusterAutoscaler implements AutoCloseable {
  private final ClusterPicture picture;
  private final AutoScalingClient scaling;
  private final Duration patience;
  private final Map<String, Instant> unneededSince = new TreeMap<>();
  private final List<String> removed = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

  private ClusterAutoscaler(ClusterPicture picture, AutoScalingClient scaling, Duration patience) {
    this.picture = picture;
    this.scaling = scaling;
    this.patience = patience;
  }

  static ClusterAutoscaler start(
      ClusterPicture picture, AutoScalingClient scaling, Duration patience) {
    ClusterAutoscaler actor = new ClusterAutoscaler(picture, scaling, patience);
    var unused = actor.looks.scheduleWithFixedDelay(actor::look, 0, 500, TimeUnit.MILLISECONDS);
    return actor;
  }

  /** Returns the instances that it has taken away. */
  List<String> removed() {
    return removed;
  }

  List<String> failures() {
    return failures;
  }

  private void look() {
    try {
      List<SeenNode> unneeded = picture.nodes().stream().filter(this::unneeded).toList();
      unneededSince.keySet().retainAll(unneeded.stream().map(SeenNode::name).toList());
      unneeded.forEach(this::consider);
    } catch (RuntimeException failed) {
      failures.add(failed.toString());
    }
  }

  private boolean unneeded(SeenNode node) {
    return node.ready()
        && !node.keptFromScaleDown()
        && !removed.contains(node.instance())
        && picture.pods().stream()
            .noneMatch(pod -> pod.node().equals(node.name()) && !pod.ofDaemonSet());
  }

  private void consider(SeenNode node) {
    Instant since = unneededSince.computeIfAbsent(node.name(), name -> Instant.now());
    if (Duration.between(since, Instant.now()).compareTo(patience) >= 0) {
      scaling.terminateInstanceInAutoScalingGroup(
          request -> request.instanceId(node.instance()).shouldDecrementDesiredCapacity(true));
      removed.add(node.instance());
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
