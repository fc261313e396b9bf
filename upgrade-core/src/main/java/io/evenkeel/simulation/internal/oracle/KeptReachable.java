package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A step of the run leaves a Service as many reachable endpoints as its budget keeps. Behind a load
 * balancer with local traffic policy, a pod on a node that has left the load balancers is not
 * reached, however Ready it is. What is down by others' doing is no fault; a step that takes still
 * more is.
 */
final class KeptReachable implements Rule {
  private final Court court;

  /** Nodes, by uid, that the run has told to leave the load balancers, seen to do so or not. */
  private final LinkedHashSet<String> leaving = new LinkedHashSet<>();

  KeptReachable(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Patch patch
        && patch.patch().setLabels().containsKey(Nodes.EXCLUDED)) {
      all(call, call.views().stream().map(view -> cutsOff(call, patch, view)).toList());
      leaving.add(patch.node().uid());
    } else if (call.act() instanceof Act.Patch patch
        && patch.patch().removeLabels().contains(Nodes.EXCLUDED)) {
      leaving.remove(patch.node().uid());
    } else if (!court.forced().covers(call)) {
      all(call, call.views().stream().map(view -> evicts(call, view)).toList());
    }
  }

  @Override
  public void answered(Call call, Call.Result result) {
    if (result == Call.Result.NOT_DONE
        && call.act() instanceof Act.Patch patch
        && patch.patch().setLabels().containsKey(Nodes.EXCLUDED)) {
      leaving.remove(patch.node().uid());
    }
  }

  private void all(Call call, List<Optional<String>> complaints) {
    if (complaints.stream().allMatch(Optional::isPresent)) {
      court.violated(
          Invariant.REACHABLE, call.act().told() + " was sent although " + complaints.get(0).get());
    }
  }

  private Optional<String> cutsOff(Call call, Act.Patch patch, Picture view) {
    Optional<Node> node = view.node(patch.node().name()).filter(n -> !left(n));
    if (node.isEmpty()) {
      return Optional.empty();
    }
    TreeMap<Budget, Integer> lost = new TreeMap<>(Picture.BY_KEY);
    for (Pod pod : view.podsOn(node.get().name())) {
      if (counts(pod, call) && !pod.ofDaemonSet() && view.servedLocally(pod)) {
        view.budgetsOn(pod).forEach(budget -> lost.merge(budget, 1, Integer::sum));
      }
    }
    return lost.entrySet().stream()
        .flatMap(e -> complaint(call, view, e.getKey(), e.getValue()).stream())
        .findFirst();
  }

  private Optional<String> evicts(Call call, Picture view) {
    return call.act()
        .moves()
        .flatMap(view::same)
        .filter(pod -> counts(pod, call) && view.servedLocally(pod) && !cutOff(view, pod))
        .filter(pod -> view.budgetsOn(pod).size() == 1)
        .flatMap(pod -> complaint(call, view, view.budgetsOn(pod).get(0), 1));
  }

  private Optional<String> complaint(Call call, Picture view, Budget budget, int taken) {
    BudgetSums sums = new BudgetSums(view, budget);
    int reachable = sums.healthyBut(pod -> court.goingByUs(pod, call) || cutOff(view, pod));
    int wanted = sums.wantedAsTold();
    return reachable - taken >= wanted
        ? Optional.empty()
        : Optional.of(
            "its sender knew of "
                + reachable
                + " reachable endpoints, of which it takes "
                + taken
                + ", and "
                + budget.key()
                + " keeps "
                + wanted);
  }

  private boolean counts(Pod pod, Call call) {
    return BudgetSums.takesASlot(pod) && !court.goingByUs(pod, call);
  }

  private boolean cutOff(Picture view, Pod pod) {
    return view.servedLocally(pod)
        && pod.nodeName().flatMap(view::node).filter(this::left).isPresent();
  }

  private boolean left(Node node) {
    return Nodes.excluded(node) || leaving.contains(node.uid());
  }
}
