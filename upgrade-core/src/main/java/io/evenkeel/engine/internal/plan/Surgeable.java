package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.OneMoreReplica;
import io.evenkeel.engine.internal.state.ReplicaMark;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Rescale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The workloads of a stuck node that may have one replica more for a while, so that their budgets
 * let a pod go; and why others may not.
 */
record Surgeable(List<Workload> workloads, Map<String, String> refused) {

  Surgeable {
    workloads = List.copyOf(workloads);
  }

  static Surgeable of(Drain drain, RunState run) {
    List<Workload> workloads = new ArrayList<>();
    Map<String, String> refused = new TreeMap<>();
    for (Pod pod : drain.movable()) {
      Optional<BudgetLedger> ledger =
          run.budgets().ledgerOf(pod).filter(l -> l.allowed(run.cluster()) == 0);
      if (ledger.isPresent()) {
        Optional<Workload> root = run.cluster().rootOf(pod).flatMap(run.cluster()::workload);
        Optional<String> no = refusal(root, ledger.get(), run);
        no.ifPresent(why -> refused.put(root.map(w -> w.key().path()).orElse(pod.name()), why));
        root.filter(w -> no.isEmpty() && !workloads.contains(w)).ifPresent(workloads::add);
      }
    }
    return new Surgeable(workloads, refused);
  }

  private static Optional<String> refusal(
      Optional<Workload> root, BudgetLedger ledger, RunState run) {
    Optional<String> no = OneMoreReplica.refusal(root);
    if (no.isPresent()) {
      return no;
    }
    Workload deployment = root.orElseThrow();
    if (ReplicaMark.of(deployment).isPresent()) {
      return Optional.of("it has one more already");
    }
    if (run.levers().stopped(Decision.ScaleWorkload.lever(deployment.key()))) {
      return Optional.of("somebody has scaled it back");
    }
    return helps(ledger, run) ? Optional.empty() : Optional.of("its budget would ask for one more");
  }

  private static boolean helps(BudgetLedger ledger, RunState run) {
    Optional<Budget> budget =
        ledger.key().kind() == ObjectKind.BUDGET
            ? run.cluster().budget(ledger.key())
            : Optional.empty();
    int wanted = ledger.wanted(run.cluster());
    return budget.filter(b -> OneMoreReplica.helps(b, wanted)).isPresent();
  }

  List<Decision> decisions(RunState run) {
    List<Decision> decisions = new ArrayList<>();
    for (Workload workload : workloads) {
      if (!run.isBusy(workload.key())) {
        int from = workload.replicas();
        ReplicaMark mark = new ReplicaMark(run.runId(), from, from + 1);
        decisions.add(
            new Decision.ScaleWorkload(
                workload,
                new Rescale(from, from + 1, Map.of(ReplicaMark.NAME, mark.toString()), List.of()),
                "surge replicas from " + from + " to " + (from + 1),
                "its budget lets none of its pods go; it is taken back when they have moved"));
      }
    }
    return decisions;
  }

  String whyNone() {
    if (refused.isEmpty()) {
      return "no budget of a workload keeps a pod there";
    }
    List<String> reasons = new ArrayList<>();
    refused.forEach((workload, why) -> reasons.add(workload + ": " + why));
    return String.join(", ", reasons);
  }
}
