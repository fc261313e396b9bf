package io.evenkeel.simulation.contract;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.ClusterEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The cluster as its events tell it, and what was the most or the least of it so far, whatever
 * thread the events come from.
 */
final class PoolWatch implements Consumer<ClusterEvent> {
  private static final String POOL = "karpenter.sh/nodepool";
  private static final String IMAGE = "image";
  private static final String DISRUPTED = "karpenter.sh/disrupted";

  private final ClusterView view = new ClusterView();
  private final Map<String, Integer> mostDisrupted = new TreeMap<>();
  private final Map<String, String> replacements = new TreeMap<>();
  private final Map<String, Integer> readyAtFirstLoss = new TreeMap<>();
  private final Map<String, Integer> fewestReady = new TreeMap<>();

  @Override
  public synchronized void accept(ClusterEvent event) {
    view.accept(event);
    mostDisrupted.replaceAll((pool, most) -> Math.max(most, leaving(pool)));
    lost(event);
    fewestReady.replaceAll((app, fewest) -> Math.min(fewest, view.ready(app).size()));
  }

  /** Counts from now on how many nodes of the pool that hold its pods are disrupted at once. */
  synchronized void countDisrupted(String pool) {
    mostDisrupted.put(pool, leaving(pool));
  }

  /** A node without pods whose machine stops is disrupted, and counts no more for the budget. */
  private int leaving(String pool) {
    List<String> used = view.pods(pool).stream().flatMap(pod -> pod.nodeName().stream()).toList();
    return (int) disrupted(pool).stream().filter(node -> used.contains(node.name())).count();
  }

  /** Notes how many nodes of that image are ready when the first pod of the pool begins to go. */
  synchronized void noteFirstLoss(String pool, String image) {
    replacements.put(pool, image);
  }

  private void lost(ClusterEvent event) {
    if (event instanceof ClusterEvent.Changed changed
        && changed.object() instanceof Pod pod
        && pod.terminating()) {
      String pool = pod.meta().labels().getOrDefault("app", "");
      String image = replacements.get(pool);
      if (image != null) {
        readyAtFirstLoss.computeIfAbsent(pool, name -> ready(name, image));
      }
    }
  }

  private int ready(String pool, String image) {
    return (int) nodes(pool).stream().filter(node -> isOf(image, node) && node.ready()).count();
  }

  static boolean isOf(String image, Node node) {
    return image.equals(node.meta().labels().get(IMAGE));
  }

  synchronized int readyAtFirstLoss(String pool) {
    return readyAtFirstLoss.getOrDefault(pool, -1);
  }

  /** Counts from now on how many pods of the app are Ready and stay. */
  synchronized void countReady(String app) {
    fewestReady.put(app, view.ready(app).size());
  }

  synchronized int mostDisrupted(String pool) {
    return mostDisrupted.getOrDefault(pool, 0);
  }

  synchronized int fewestReady(String app) {
    return fewestReady.getOrDefault(app, 0);
  }

  ClusterView view() {
    return view;
  }

  List<Node> nodes(String pool) {
    return view.nodes().stream()
        .filter(node -> pool.equals(node.meta().labels().get(POOL)))
        .toList();
  }

  /** Returns the nodes that the provisioner has chosen to go, or that go. */
  List<Node> disrupted(String pool) {
    return nodes(pool).stream().filter(PoolWatch::isDisrupted).toList();
  }

  static boolean isDisrupted(Node node) {
    return node.hasTaint(DISRUPTED) || node.meta().deletedAt().isPresent();
  }

  boolean markedNode(String node, String annotation) {
    return view.node(node).filter(seen -> seen.hasAnnotation(annotation)).isPresent();
  }

  boolean markedPod(Pod pod, String annotation) {
    return view.pods(pod.meta().labels().getOrDefault("app", "")).stream()
        .filter(seen -> seen.uid().equals(pod.uid()))
        .anyMatch(seen -> seen.meta().annotations().containsKey(annotation));
  }

  /** Returns whether the very pod is there, and nobody has told it to go. */
  boolean stays(Pod pod) {
    return view.pods(pod.meta().labels().getOrDefault("app", "")).stream()
        .anyMatch(seen -> seen.uid().equals(pod.uid()) && !seen.terminating());
  }

  /** Returns the pods of the app on their nodes, ready and staying. */
  List<Pod> ready(String app) {
    return view.ready(app);
  }
}
