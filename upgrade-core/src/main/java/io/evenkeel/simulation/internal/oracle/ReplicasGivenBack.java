package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Workloads are scaled only where the plan says so, Deployments only, and are as before at the end;
 * one that others have scaled since is theirs.
 */
final class ReplicasGivenBack implements Rule {
  private final Court court;
  private final Map<ObjectKey, Surge> surged = new TreeMap<>();

  /** What the run has made of a workload: so many before, and so many since. */
  private record Surge(String uid, int before, int since) {}

  ReplicasGivenBack(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Scale scale) {
      ObjectKey workload = scale.workload().key();
      if (!court.permits().mayScale() || workload.kind() != ObjectKind.DEPLOYMENT) {
        court.violated(
            Invariant.SELECTED_ONLY, workload + " was scaled, which the plan does not allow");
      }
    }
  }

  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    if (before.orElse(null) instanceof Workload old
        && after.orElse(null) instanceof Workload now
        && old.replicas() != now.replicas()) {
      scaled(old, now);
    }
  }

  private void scaled(Workload old, Workload now) {
    Surge known = surged.remove(now.key());
    boolean ours =
        court.underWay().stream().map(Call::act).anyMatch(act -> asks(act, now.key(), now));
    if (ours) {
      int before = known == null ? old.replicas() : known.before();
      surged.put(now.key(), new Surge(now.uid(), before, now.replicas()));
    }
  }

  private static boolean asks(Act act, ObjectKey key, Workload now) {
    return act instanceof Act.Scale scale
        && scale.workload().key().equals(key)
        && scale.change().to() == now.replicas();
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    if (Endings.wroteToTheEnd(outcome)) {
      surged.forEach((key, surge) -> judge(key, surge, outcome));
    }
  }

  private void judge(ObjectKey key, Surge surge, UpgradeOutcome outcome) {
    boolean thereStill =
        court.truth().find(key).filter(w -> w.uid().equals(surge.uid())).isPresent();
    boolean told =
        outcome.summary().groups().stream()
            .flatMap(group -> group.leftovers().stream())
            .anyMatch(left -> left.contains(key.name()));
    if (thereStill && !told && surge.since() != surge.before()) {
      court.violated(
          Invariant.GIVEN_BACK,
          key + " is left with " + surge.since() + " replicas, and had " + surge.before());
    }
  }
}
