package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Judgements about nodes. */
final class Nodes {
  static final String OURS = "evenkeel.io/";
  static final String DRAIN = "evenkeel.io/draining-since";
  static final String QUARANTINE = "evenkeel.io/quarantined";
  static final String UNUSED = "evenkeel.io/unused";
  static final String OUTDATED = "evenkeel.io/outdated";

  /** The label that takes a node out of cloud load balancers, whoever sets it. */
  static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

  private Nodes() {}

  static boolean excluded(Node node) {
    return node.meta().labels().containsKey(EXCLUDED);
  }

  /** Returns the pods of the node that a drain has to move. */
  static List<Pod> movable(Picture picture, String node) {
    return picture.podsOn(node).stream()
        .filter(pod -> !pod.ofDaemonSet() && !pod.mirror() && !pod.finished())
        .toList();
  }

  /** Returns the DaemonSets, by uid, whose pod is Ready on the node. */
  static TreeSet<String> daemonsReadyOn(Picture picture, String node) {
    TreeSet<String> ready = new TreeSet<>();
    picture.podsOn(node).stream()
        .filter(pod -> pod.ofDaemonSet() && pod.ready())
        .map(pod -> pod.meta().controller())
        .flatMap(Optional::stream)
        .map(Owner::uid)
        .forEach(ready::add);
    return ready;
  }

  /** Returns whether a fresh node is as good as the ones that were there before. */
  static boolean usable(Picture picture, Node node, TreeSet<String> daemons, List<Taint> usual) {
    return node.ready()
        && node.taints().stream().allMatch(taint -> harmless(taint, usual))
        && daemonsReadyOn(picture, node.name()).containsAll(daemons);
  }

  private static boolean harmless(Taint taint, List<Taint> usual) {
    return taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE
        || taint.key().startsWith(OURS)
        || taint.key().equals(Node.UNSCHEDULABLE_TAINT)
        || usual.stream().anyMatch(taint::sameSlot);
  }
}
