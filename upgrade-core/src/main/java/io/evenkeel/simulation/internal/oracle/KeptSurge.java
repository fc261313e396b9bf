package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Pending, in-service and standby instances never exceed base and surge by the run's doing. */
final class KeptSurge implements Rule {
  private final Court court;

  /** How many instances of a group went without the run's wish, and were not made up for yet. */
  private final Map<String, Integer> lost = new TreeMap<>();

  /** The instances that the run has asked to go. */
  private final Set<String> asked = new TreeSet<>();

  KeptSurge(Court court) {
    this.court = court;
  }

  @Override
  public void changed(CloudChange change) {
    if (change.kind() == CloudChange.Kind.UNHEALTHY || isTakenByOthers(change)) {
      lost.merge(change.group(), 1, Integer::sum);
    } else if (change.kind() == CloudChange.Kind.LAUNCHED) {
      court.groups().stream()
          .filter(group -> group.name().equals(change.group()))
          .forEach(this::judge);
    }
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Terminate terminate) {
      asked.add(terminate.instance());
    } else if (call.act() instanceof Act.SetSize set) {
      Optional.of(set.group())
          .flatMap(court::group)
          .filter(group -> set.resize().desired() > set.resize().desiredNow())
          .filter(group -> set.resize().desired() > group.sizes().mayBePresent())
          .ifPresent(
              group -> violated(group, set.resize().desired() + " instances were asked for"));
    }
  }

  /** Whoever terminates an instance and keeps the size has the group launch another. */
  private boolean isTakenByOthers(CloudChange change) {
    return change.kind() == CloudChange.Kind.TERMINATING
        && !asked.contains(change.subject())
        && court
            .group(change.group())
            .map(GroupFile::now)
            .filter(now -> now.desired() > now.present())
            .isPresent();
  }

  /**
   * More than desired, standby apart, is the group's own doing: it evens out its zones. So is what
   * it launches for an instance that was lost, also where others have made its base smaller since.
   */
  private void judge(GroupFile group) {
    CloudGroup now = group.now();
    long standby =
        now.instances().stream().filter(i -> i.state() == LifecycleState.STANDBY).count();
    boolean byItself = now.present() - standby > now.desired() || makesUp(group);
    if (group.sizes().borrowed() > 0 && !byItself && now.present() > group.sizes().mayBePresent()) {
      violated(group, now.present() + " instances are there");
    }
  }

  private boolean makesUp(GroupFile group) {
    int open = lost.getOrDefault(group.name(), 0);
    lost.put(group.name(), Math.max(0, open - 1));
    return open > 0;
  }

  private void violated(GroupFile group, String what) {
    court.violated(
        Invariant.MAX_SURGE,
        what + " in group " + group.name() + ", which may have " + group.sizes().mayBePresent());
  }
}
