package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.plan.PoolNodes.Taken;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * New nodes of a pool that carry a taint which the nodes that they replace do not, so that what
 * waits for room cannot come to them: their provisioner, which does not know, launches more of them
 * without end.
 */
final class PoolUseless {
  /** Whoever is to take a taint off a new node has done so by then. */
  static final Duration TAKEN_OFF_WITHIN = Duration.ofMinutes(5);

  /** One may be an odd one. */
  private static final int SEVERAL = 2;

  private static final List<String> PASSING =
      List.of("node.kubernetes.io/", "karpenter.sh/", "evenkeel.io/");

  private PoolUseless() {}

  /** Notes which new nodes are of no use, and which of those have come to be of use. */
  static void note(RolloutView view, RunState run) {
    PoolWork work = view.pool().orElseThrow();
    Set<String> known = known(view, run);
    view.content().claims().stream()
        .flatMap(claim -> claim.node().flatMap(run.cluster()::node).stream())
        .filter(node -> strange(node, known).isEmpty())
        .forEach(node -> work.foundOfUse(node.uid()));
    useless(view, run, known).forEach(node -> work.foundUseless(node.uid()));
  }

  /** Returns what is wrong with the first of several new nodes; empty where they are of use. */
  static Optional<Obstacle> seen(RolloutView view, RunState run) {
    Set<String> known = known(view, run);
    List<Node> useless = useless(view, run, known);
    return useless.isEmpty() || view.pool().orElseThrow().useless() < SEVERAL
        ? Optional.empty()
        : Optional.of(obstacle(useless.get(0), strange(useless.get(0), known).orElseThrow()));
  }

  private static List<Node> useless(RolloutView view, RunState run, Set<String> known) {
    return PoolSurplus.idle(view, run).stream()
        .flatMap(node -> run.cluster().node(node).stream())
        .filter(node -> strange(node, known).filter(it -> isKeptOut(node, it, run)).isPresent())
        .toList();
  }

  /** A pod waits which could come there but for the taint; what asks for nodes does not count. */
  private static boolean isKeptOut(Node node, Taint taint, RunState run) {
    return run.cluster().unbound().stream()
        .filter(pod -> !pod.finished() && !pod.terminating())
        .filter(pod -> !Room.isRequest(pod))
        .map(Pod::placement)
        .anyMatch(wants -> wants.admits(node.meta().labels()) && !wants.tolerates(taint));
  }

  /** What the pool itself puts on its nodes is meant so, also where that is what changes. */
  private static Set<String> known(RolloutView view, RunState run) {
    Set<String> known = known(PoolNodes.of(view, run));
    view.pool().orElseThrow().ownTaints().forEach(taint -> known.add(taint.key()));
    return known;
  }

  private static Set<String> known(PoolNodes nodes) {
    Set<String> known = new LinkedHashSet<>();
    Stream.of(nodes.staying(), nodes.letGo(), nodes.leaving())
        .flatMap(List::stream)
        .map(Taken::node)
        .forEach(node -> node.taints().forEach(taint -> known.add(taint.key())));
    return known;
  }

  private static Optional<Taint> strange(Node node, Set<String> known) {
    return node.taints().stream()
        .filter(taint -> taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
        .filter(taint -> PASSING.stream().noneMatch(taint.key()::startsWith))
        .filter(taint -> !known.contains(taint.key()))
        .findFirst();
  }

  private static Obstacle obstacle(Node node, Taint taint) {
    return new Obstacle(
        Obstacle.Cause.NODE_DOES_NOT_COME,
        node.key(),
        List.of(),
        Optional.of(node.meta().createdAt()),
        Optional.empty(),
        "nothing can come to new node "
            + node.name()
            + ": it carries taint "
            + taint.key()
            + ", which the nodes that it replaces do not",
        "see who is to take the taint off, and whether the pool is to name it as a start-up taint");
  }
}
