package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.Verdicts;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why pods are not touched: the drain policy, an annotation, several budgets, a toleration. */
final class HeldPods {
  private HeldPods() {}

  static Obstacle obstacle(Drain.Held held, RunState run) {
    return switch (held.cause()) {
      case SEVERAL_BUDGETS -> severalBudgets(held.pod(), run);
      case POLICY_FAILS -> policyFails(held, run);
      case RETURNS_TO_NODE -> returns(held.pod());
      default -> policyHolds(held);
    };
  }

  private static Obstacle severalBudgets(Pod pod, RunState run) {
    List<ObjectKey> budgets = run.budgets().covering(pod).stream().map(Budget::key).toList();
    return of(
        Obstacle.Cause.SEVERAL_BUDGETS,
        pod,
        budgets,
        Optional.empty(),
        "pod "
            + pod.key().path()
            + " is covered by several budgets ("
            + Words.list(budgets)
            + "), and the API server evicts no such pod",
        "let one budget cover it: change the selector of all of them but one");
  }

  private static Obstacle policyFails(Drain.Held held, RunState run) {
    return of(
        Obstacle.Cause.POLICY_FAILS,
        held.pod(),
        List.of(),
        run.verdicts().faultOf(held.pod()).map(Verdicts.Fault::since),
        "nobody says what becomes of pod " + held.pod().key().path() + ": " + held.because(),
        "mend the drain policy");
  }

  private static Obstacle returns(Pod pod) {
    return of(
        Obstacle.Cause.RETURNS_TO_NODE,
        pod,
        List.of(),
        Optional.of(pod.meta().createdAt()),
        "pod "
            + pod.key().path()
            + " tolerates the closing of its node, and has come back to it each time it was evicted",
        "remove the toleration without a key (operator: Exists) from its workload");
  }

  private static Obstacle policyHolds(Drain.Held held) {
    Pod pod = held.pod();
    Optional<String> mark = doNotDisrupt(pod);
    return mark.isPresent()
        ? of(
            Obstacle.Cause.DO_NOT_DISRUPT,
            pod,
            List.of(),
            Optional.empty(),
            "pod " + pod.key().path() + " is annotated " + mark.get(),
            "wait until it has finished, or remove the annotation")
        : of(
            Obstacle.Cause.POLICY_HOLDS,
            pod,
            List.of(),
            Optional.empty(),
            "the drain policy holds pod " + pod.key().path() + ": " + held.because(),
            "move the pod by hand, or use a drain policy that moves it");
  }

  /** Returns the annotation by which somebody asks that the pod be left where it is. */
  static Optional<String> doNotDisrupt(Pod pod) {
    Map<String, String> annotations = pod.meta().annotations();
    String karpenter = annotations.getOrDefault("karpenter.sh/do-not-disrupt", "");
    if (!karpenter.isEmpty() && !karpenter.equals("false")) {
      return Optional.of("karpenter.sh/do-not-disrupt: " + karpenter);
    }
    String safe = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    return "false".equals(annotations.get(safe)) ? Optional.of(safe + ": false") : Optional.empty();
  }

  private static Obstacle of(
      Obstacle.Cause cause,
      Pod pod,
      List<ObjectKey> by,
      Optional<Instant> since,
      String what,
      String remedy) {
    return new Obstacle(cause, pod.key(), by, since, Optional.empty(), what, remedy);
  }
}
