package io.evenkeel.examples.joined;

import static java.util.stream.Collectors.toSet;

import io.evenkeel.examples.controlplane.Await;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What an observer can tell while the run is under way. */
final class Sights {
  private final ClusterPicture picture;
  private final CloudTruth cloud;
  private final List<SeenPod> movable;

  Sights(ClusterPicture picture, CloudTruth cloud, List<SeenPod> movable) {
    this.picture = picture;
    this.cloud = cloud;
    this.movable = movable;
  }

  /** Returns the pods that are to move, as they were at first. */
  List<SeenPod> movable() {
    return movable;
  }

  /** Returns how many of the pods that were there at first are leaving or gone. */
  long moved() {
    Set<String> staying =
        picture.pods().stream().filter(pod -> !pod.leaving()).map(SeenPod::uid).collect(toSet());
    return movable.stream().filter(pod -> !staying.contains(pod.uid())).count();
  }

  /** Returns the nodes that are closed and still hold pods which are to move. */
  List<String> halfDrained() {
    return picture.nodes().stream()
        .filter(SeenNode::closed)
        .map(SeenNode::name)
        .filter(
            node ->
                picture.pods().stream()
                    .anyMatch(pod -> pod.node().equals(node) && !pod.ofDaemonSet()))
        .toList();
  }

  /** Returns a node that is to be replaced, and has not been closed yet. */
  String someOldNode() {
    Set<String> old = CloudTruth.ids(cloud.before());
    return picture.nodes().stream()
        .filter(node -> node.available() && old.contains(node.instance()))
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** Returns once the group launches from another template than before. */
  void awaitOtherTemplate() throws InterruptedException {
    Await.until(
        "the group to launch from the target",
        Duration.ofMinutes(2),
        () -> !cloud.now().pointer().equals(cloud.before().pointer()));
  }
}
