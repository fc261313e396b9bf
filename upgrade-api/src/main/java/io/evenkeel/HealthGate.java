package io.evenkeel;

import io.evenkeel.model.Workload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Says whether a run may go on: before each wave, and after the canary of each group.
 *
 * <p>It is asked on a thread of the library, again when the cluster has changed and at the time
 * that it names, until it is open or the plan's patience is over; an open gate is not asked again
 * at the same {@link Checkpoint}, whichever process goes on. It must answer from the question
 * alone, or from what it asks elsewhere. A gate that throws, answers null or does not answer in
 * time counts as closed with that as its reason.
 */
@FunctionalInterface
public interface HealthGate {

  CompletionStage<GateAnswer> check(GateQuestion question);

  /**
   * Returns how messages name this gate; by default its class. It is asked once, when the gate is
   * put into a plan. The plan is known by it, so it has to be the same in every process.
   */
  default String name() {
    return PlugInName.of(this);
  }

  /** Wraps a gate that answers at once, or blocks; it is called where it may. */
  static HealthGate blocking(String name, Function<GateQuestion, GateAnswer> plain) {
    return named(name, question -> CompletableFuture.completedStage(plain.apply(question)));
  }

  /** Is open while every node is Ready; nodes that somebody has cordoned do not count. */
  static HealthGate nodesReady() {
    return blocking("nodes ready", ReadyMadeGates::nodesReady);
  }

  /** Is open while no pod has waited for a node for longer than 30 seconds. */
  static HealthGate noPendingPods() {
    return blocking(
        "no pending pods",
        question -> ReadyMadeGates.noPendingPods(question, Duration.ofSeconds(30)));
  }

  /** Is open while every Deployment, StatefulSet and DaemonSet has as many pods as it wants. */
  static HealthGate workloadsAvailable() {
    return workloadsAvailable(workload -> true);
  }

  /** Is open while every such workload of the predicate has as many Ready pods as it wants. */
  static HealthGate workloadsAvailable(Predicate<Workload> which) {
    return blocking(
        "workloads available", question -> ReadyMadeGates.workloadsAvailable(question, which));
  }

  /** Is open once the run has stood at the checkpoint for that long, over all its processes. */
  static HealthGate after(Duration pause) {
    return blocking("a pause", question -> ReadyMadeGates.after(question, pause));
  }

  /** Returns a gate that is open while both are. */
  default HealthGate and(HealthGate other) {
    return named(name() + " and " + other.name(), CombinedGates.both(this, other));
  }

  /** Returns a gate that is open while either is; it has failed once both have. */
  default HealthGate or(HealthGate other) {
    return named(name() + " or " + other.name(), CombinedGates.either(this, other));
  }

  /** Returns this gate for the checkpoints of the predicate, and an open one elsewhere. */
  default HealthGate at(Predicate<Checkpoint> where) {
    return named(
        name(),
        question ->
            where.test(question.checkpoint())
                ? check(question)
                : CompletableFuture.completedStage(GateAnswer.open()));
  }

  default HealthGate named(String name) {
    return named(name, this);
  }

  private static HealthGate named(String name, HealthGate gate) {
    return new HealthGate() {
      @Override
      public CompletionStage<GateAnswer> check(GateQuestion question) {
        return gate.check(question);
      }

      @Override
      public String name() {
        return name;
      }
    };
  }
}
