package io.evenkeel.examples.joined;

import io.evenkeel.examples.controlplane.KubeApi;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sees by a watch of its own what becomes of the nodes and pods of one pool. */
final class PoolWitness implements AutoCloseable {
  private static final String POOL = "karpenter.sh/nodepool";

  private final String pool;
  private final ClusterPicture picture;
  private final Set<String> nodesAtFirst = new TreeSet<>();
  private final Map<String, Integer> expected = new TreeMap<>();
  private final Map<String, Integer> lowest = new TreeMap<>();
  private final Set<String> podsSeen = new TreeSet<>();
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
  private int podsAtFirst;
  private int mostNodes;
  private int fewestReady = Integer.MAX_VALUE;

  private PoolWitness(String pool, ClusterPicture picture) {
    this.pool = pool;
    this.picture = picture;
  }

  /** Looks from now on; the pool must be at rest. */
  static PoolWitness of(String pool, KubeApi api) throws IOException, InterruptedException {
    List<String> troubles = Collections.synchronizedList(new ArrayList<>());
    PoolWitness witness = new PoolWitness(pool, ClusterPicture.of(api, troubles::add));
    witness.violations.addAll(troubles);
    witness.begin();
    witness.picture.listen(witness::look);
    return witness;
  }

  private void begin() {
    nodes(picture).forEach(node -> nodesAtFirst.add(node.name()));
    podsAtFirst = pods(picture).size();
    for (SeenBudget budget : budgets(picture)) {
      expected.put(budget.name(), up(budget, picture));
    }
  }

  private synchronized void look(ClusterPicture now) {
    List<SeenNode> nodes = nodes(now);
    mostNodes = Math.max(mostNodes, nodes.size());
    fewestReady = Math.min(fewestReady, (int) nodes.stream().filter(SeenNode::ready).count());
    pods(now).forEach(pod -> podsSeen.add(pod.uid()));
    for (SeenBudget budget : budgets(now)) {
      int up = up(budget, now);
      int least = budget.wanted(expected.getOrDefault(budget.name(), 0));
      Integer before = lowest.put(budget.name(), Math.min(up, lowestOf(budget)));
      if (up < least && (before == null || up < before)) {
        violations.add(Instant.now() + " " + budget.name() + " has " + up + " of " + least);
      }
    }
  }

  private int lowestOf(SeenBudget budget) {
    return lowest.getOrDefault(budget.name(), Integer.MAX_VALUE);
  }

  private List<SeenNode> nodes(ClusterPicture now) {
    return now.nodes().stream().filter(n -> pool.equals(n.labels().get(POOL))).toList();
  }

  private List<SeenPod> pods(ClusterPicture now) {
    return now.pods().stream()
        .filter(pod -> pod.labels().getOrDefault("app", "").startsWith(pool + "-"))
        .toList();
  }

  private List<SeenBudget> budgets(ClusterPicture now) {
    return now.budgets().stream().filter(b -> b.name().startsWith(pool + "-")).toList();
  }

  private static int up(SeenBudget budget, ClusterPicture now) {
    return (int) now.pods().stream().filter(pod -> budget.covers(pod) && pod.up()).count();
  }

  synchronized int mostNodes() {
    return mostNodes;
  }

  synchronized int fewestReady() {
    return fewestReady;
  }

  Set<String> nodesAtFirst() {
    return nodesAtFirst;
  }

  Set<String> nodesNow() {
    Set<String> names = new TreeSet<>();
    nodes(picture).forEach(node -> names.add(node.name()));
    return names;
  }

  /** Returns how many pods have been made since for each that there was. */
  synchronized double movesPerPod() {
    return (double) (podsSeen.size() - podsAtFirst) / podsAtFirst;
  }

  synchronized Map<String, Integer> lowest() {
    return new TreeMap<>(lowest);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Returns how many of the nodes that were there at first are gone. */
  long replaced() {
    Set<String> now = nodesNow();
    return nodesAtFirst.stream().filter(node -> !now.contains(node)).count();
  }

  /** Returns how many nodes the run holds the provisioner off, or has held and let go. */
  long held() {
    return nodes(picture).stream().filter(PoolWitness::isTakenOver).count();
  }

  private static boolean isTakenOver(SeenNode node) {
    return node.annotations().containsKey("evenkeel.io/held")
        || node.annotations().containsKey("evenkeel.io/let-go-since");
  }

  /** Returns everything of ours that is on nodes, and the pods that still ask for nodes. */
  List<String> leftovers() {
    List<String> left = new ArrayList<>();
    for (SeenNode node : nodes(picture)) {
      node.leftovers().filter(what -> !isOfKarpenter(node, what)).forEach(left::add);
      if (node.annotations().containsKey("karpenter.sh/do-not-disrupt")) {
        left.add(node.name() + " do-not-disrupt");
      }
    }
    picture.pods().stream()
        .filter(pod -> pool.equals(pod.labels().get("evenkeel.io/headroom")))
        .forEach(pod -> left.add(pod.name()));
    return left;
  }

  /** A node that Karpenter drains is closed for good, and it takes load balancers off it itself. */
  private static boolean isOfKarpenter(SeenNode node, String what) {
    return node.taints().contains("karpenter.sh/disrupted")
        && (what.endsWith(" cordoned") || what.endsWith(" " + SeenNode.BALANCERS));
  }

  @Override
  public void close() throws IOException {
    picture.close();
  }
}
