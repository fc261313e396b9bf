package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes of a pool that are to be replaced, sorted by how far each is. One that is still on its
 * way is not among them: what comes outdated would be replaced without end.
 *
 * @param going how many of them are on their way out, whoever wants that, and also where they are
 *     no node of the cluster any more; what others take that nobody has chosen is not ours to wait
 *     for
 */
record PoolNodes(List<Taken> staying, List<Taken> letGo, List<Taken> leaving, int going) {

  /** A node that is to be replaced, with what the provisioner knows of it. */
  record Taken(NodeClaim claim, Node node, int rank, int pods) {

    /** Returns whether we hold the provisioner off the node. */
    boolean heldByUs() {
      return node.hasAnnotation(Marks.HELD);
    }
  }

  static PoolNodes of(RolloutView view, RunState run) {
    PoolNodes nodes =
        new PoolNodes(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            (int)
                view.content().claims().stream()
                    .filter(claim -> !claim.state().staysInPool())
                    .filter(view.pool().orElseThrow()::isChosen)
                    .count());
    for (NodeClaim claim : view.content().claims()) {
      claim
          .node()
          .filter(node -> claim.state() != NodeClaim.State.LAUNCHING)
          .flatMap(run.cluster()::node)
          .filter(node -> !view.isMetBy(node))
          .ifPresent(node -> nodes.add(taken(claim, node, view, run)));
    }
    return nodes;
  }

  /** Returns the claims in service that are to be replaced and whose node is not to be seen. */
  static List<NodeClaim> withoutNode(RolloutView view, RunState run) {
    return PoolCleaning.notShown(view.content(), run).stream()
        .filter(
            claim -> view.pool().orElseThrow().selects(claim, view.match(claim, Optional.empty())))
        .toList();
  }

  private static Taken taken(NodeClaim claim, Node node, RolloutView view, RunState run) {
    PoolWork work = view.pool().orElseThrow();
    return new Taken(
        claim,
        node,
        work.rank(claim, view.match(claim, Optional.of(node))),
        run.drainByOthers(node.name()).remaining());
  }

  List<String> leavingNames() {
    return leaving.stream().map(taken -> taken.node().name()).toList();
  }

  private void add(Taken taken) {
    if (!taken.claim().state().staysInPool()) {
      leaving.add(taken);
    } else if (taken.node().hasAnnotation(Marks.LET_GO)) {
      letGo.add(taken);
    } else {
      staying.add(taken);
    }
  }

  /**
   * Returns the nodes that stay in the order in which they are taken: those that hold no pods, then
   * as the selector says, then those whose budgets no leaving node uses up, then the oldest.
   */
  List<Taken> inOrder(RunState run) {
    Set<ObjectKey> used = budgetsInUse(run);
    Map<Taken, Long> contended = new LinkedHashMap<>();
    for (Taken taken : staying) {
      contended.put(taken, budgets(taken, run).stream().filter(used::contains).count());
    }
    List<Taken> order = new ArrayList<>(staying);
    order.sort(
        Comparator.comparing((Taken taken) -> taken.pods() > 0)
            .thenComparing(Taken::rank)
            .thenComparing(contended::get)
            .thenComparing(taken -> taken.claim().createdAt())
            .thenComparing(taken -> taken.claim().name()));
    return order;
  }

  /** Returns the budgets of the pods on nodes that leave or have been let go. */
  Set<ObjectKey> budgetsInUse(RunState run) {
    Set<ObjectKey> used = new LinkedHashSet<>();
    leaving.forEach(taken -> used.addAll(budgets(taken, run)));
    letGo.forEach(taken -> used.addAll(budgets(taken, run)));
    return used;
  }

  static Set<ObjectKey> budgets(Taken taken, RunState run) {
    Set<ObjectKey> keys = new LinkedHashSet<>();
    for (Pod pod : run.cluster().podsOn(taken.node().name())) {
      run.budgets().covering(pod).stream().map(Budget::key).forEach(keys::add);
    }
    return keys;
  }
}
