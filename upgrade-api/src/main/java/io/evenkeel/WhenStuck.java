package io.evenkeel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done with a node whose drain has run out of time: one step after another, and in the end
 * the run fails. Each step is told, with what stands in the way.
 *
 * <pre>{@code
 * whenStuck(surgeReplicas().thenGoOnElsewhere().thenQuarantine(nodes(1)))
 * }</pre>
 */
public sealed interface WhenStuck {

  /** The run fails; the node is reopened. */
  record Fail() implements WhenStuck {}

  /**
   * The node is left closed and the run goes on, for at most so many nodes; then it fails.
   *
   * @param atMost from 0 nodes, or from 0 to 100 % of the group
   */
  record Quarantine(Quantity atMost) implements WhenStuck, Step {
    public Quarantine {
      Given.nodes(atMost, "quarantine(..)");
    }
  }

  /** Steps that are taken one after another; a step that cannot help is left out. */
  record Ladder(List<Step> steps) implements WhenStuck {
    public Ladder {
      Given.there(steps, "a ladder", "its steps");
      steps.forEach(step -> Given.there(step, "a ladder", "a step in each place"));
      steps = List.copyOf(steps);
    }

    public Ladder thenWaitFor(Duration time) {
      return then(new WaitLonger(time));
    }

    public Ladder thenSurgeReplicas() {
      return then(SurgeReplicas.STANDARD);
    }

    public Ladder thenGoOnElsewhere() {
      return then(new GoOnElsewhere());
    }

    public Ladder thenForceDeletion() {
      return then(ForceDeletion.STANDARD);
    }

    public Ladder thenQuarantine(Quantity atMost) {
      return then(new Quarantine(atMost));
    }

    /** Returns this ladder with one more step at its end. */
    public Ladder then(Step step) {
      List<Step> longer = new ArrayList<>(steps);
      longer.add(step);
      return new Ladder(longer);
    }
  }

  /** One step of a ladder. */
  sealed interface Step {}

  /**
   * Waits for so much longer.
   *
   * @param time from 0 to 365 days
   */
  record WaitLonger(Duration time) implements Step {
    public WaitLonger {
      Given.time(time, "waitFor(..)");
    }
  }

  /**
   * Adds one replica to each Deployment whose budget keeps a pod on the node, so that one can go
   * while another serves; it is taken away again when none of its pods is left on nodes that are to
   * be replaced, and when the run ends. Nothing else is scaled: no StatefulSet, and nothing whose
   * replicas an autoscaler, an operator or a GitOps controller sets. A budget that nothing but a
   * replica can satisfy is not waited for, if this is the first step.
   *
   * @param patience how long the pods may take to leave then, until the next step
   */
  record SurgeReplicas(Duration patience) implements Step {
    static final SurgeReplicas STANDARD = new SurgeReplicas(Duration.ofMinutes(10));

    public SurgeReplicas {
      Given.time(patience, "the patience of surgeReplicas");
    }
  }

  /** Opens the node again and goes on with the others; it is tried once more when they are done. */
  record GoOnElsewhere() implements Step {}

  /**
   * Deletes what keeps the node, beyond its budgets, one pod of a budget at a time: first with its
   * own grace period, later with at most 30 seconds, never with none. Pods that the drain policy
   * holds are not touched. What a finalizer keeps, and what a dead kubelet runs, stays.
   *
   * @param patience how long the pods may take to leave then, until the next step
   */
  record ForceDeletion(Duration patience) implements Step {
    static final ForceDeletion STANDARD = new ForceDeletion(Duration.ofMinutes(10));

    public ForceDeletion {
      Given.time(patience, "the patience of forceDeletion");
    }
  }

  static WhenStuck fail() {
    return new Fail();
  }

  static WhenStuck quarantine(Quantity atMost) {
    return new Quarantine(atMost);
  }

  static Ladder waitFor(Duration time) {
    return new Ladder(List.of(new WaitLonger(time)));
  }

  static Ladder surgeReplicas() {
    return new Ladder(List.of(SurgeReplicas.STANDARD));
  }

  static Ladder goOnElsewhere() {
    return new Ladder(List.of(new GoOnElsewhere()));
  }

  static Ladder forceDeletion() {
    return new Ladder(List.of(ForceDeletion.STANDARD));
  }

  /** Returns the steps before the run fails, in their order. */
  default List<Step> stepsBeforeFailing() {
    if (this instanceof Ladder ladder) {
      return ladder.steps();
    }
    return this instanceof Quarantine quarantine ? List.of(quarantine) : List.of();
  }
}
