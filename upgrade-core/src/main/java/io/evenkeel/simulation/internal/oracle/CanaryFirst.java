package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.AfterTermination;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Until one new node has become usable there is only one, and no old one is terminated; without
 * surge, one old one. The run calls it proven only once it has been usable for long enough, and the
 * pods that it moved for that have been Ready for as long; where it never does, the group is not
 * left launching from the target.
 */
final class CanaryFirst implements Rule {
  private final Court court;

  /** Since when a new node was usable first, by group. */
  private final Map<String, Instant> proven = new LinkedHashMap<>();

  /** Groups whose canary the run has called proven, and the first write that says so. */
  private final Map<String, Call> passed = new LinkedHashMap<>();

  private final Map<String, LinkedHashSet<String>> launched = new LinkedHashMap<>();
  private final Map<String, LinkedHashSet<String>> sacrificed = new LinkedHashMap<>();
  private final Map<String, LinkedHashSet<String>> taken = new LinkedHashMap<>();

  /** How many new ones were lost before one of them was usable. */
  private final Map<String, Integer> lost = new LinkedHashMap<>();

  /** How many places that were made got one like the old ones, since others had it so. */
  private final Map<String, Integer> filledByOthers = new LinkedHashMap<>();

  /** How large others meant the group to be when the first old one made room in it. */
  private final Map<String, Integer> sizeAtFirst = new LinkedHashMap<>();

  CanaryFirst(Court court) {
    this.court = court;
  }

  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    if (proven.size() == court.groups().size()) {
      return;
    }
    if (after.orElse(null) instanceof Node node) {
      look(node);
    } else if (after.orElse(null) instanceof Pod pod && pod.ofDaemonSet() && pod.ready()) {
      pod.nodeName().flatMap(court.truth()::node).ifPresent(this::look);
    }
  }

  private void look(Node node) {
    Optional<String> instance = Picture.instanceOf(node);
    instance
        .flatMap(court::groupOfInstance)
        .filter(group -> !proven.containsKey(group.name()))
        .filter(group -> group.isReplacement(instance.orElseThrow()))
        .filter(group -> group.reference().metBy(node, court.truth()))
        .ifPresent(group -> proven.put(group.name(), court.timeline().now()));
  }

  @Override
  public void changed(CloudChange change) {
    court
        .group(change.group())
        .filter(group -> !proven.containsKey(group.name()))
        .ifPresent(group -> changed(group, change));
  }

  private void changed(GroupFile group, CloudChange change) {
    LinkedHashSet<String> untried = of(launched, group);
    switch (change.kind()) {
      case UNHEALTHY, TERMINATING -> goes(group, change.subject());
      case LAUNCHED -> {
        if (!isNew(group, change.subject())) {
          comesLikeOldOnes(group);
        } else if (untried.add(change.subject())) {
          judge(group, untried);
        }
      }
      default -> {
        return;
      }
    }
  }

  /**
   * A new one that is lost is not bad: another may be tried. For an old one that others take, the
   * group launches another by itself, from the target if it is the canary's turn by then.
   */
  private void goes(GroupFile group, String instance) {
    boolean wasNew = of(launched, group).remove(instance);
    if (wasNew) {
      lost.merge(group.name(), 1, Integer::sum);
    }
    boolean byUs = of(sacrificed, group).contains(instance) || group.isUnused(instance);
    if (!wasNew && !byUs) {
      of(taken, group).add(instance);
    }
  }

  /**
   * Others have turned the group back, and it has filled the place that was made for the canary.
   */
  private void comesLikeOldOnes(GroupFile group) {
    if (group.templates().turnedByOthers() && !of(sacrificed, group).isEmpty()) {
      filledByOthers.merge(group.name(), 1, Integer::sum);
    }
  }

  private void judge(GroupFile group, LinkedHashSet<String> untried) {
    if (untried.size() > 1 + group.sizes().addedByOthers() + of(taken, group).size()) {
      violated(group, "instances " + untried + " were launched before one of them was usable");
    }
  }

  private static boolean isNew(GroupFile group, String instance) {
    return group.now().instances().stream()
        .filter(i -> i.id().equals(instance))
        .anyMatch(i -> !i.template().equals(group.templates().first()));
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Terminate terminate) {
      court
          .groupOfInstance(terminate.instance())
          .filter(group -> !proven.containsKey(group.name()))
          .filter(group -> !group.roster().isFresh(terminate.instance()))
          .filter(group -> group.roster().present(terminate.instance())) // others were quicker
          .filter(group -> !goesForGood(group, terminate))
          .ifPresent(group -> sacrifices(group, terminate.instance()));
    } else {
      court.groups().stream()
          .filter(group -> call.act().callsProven(group.name()))
          .filter(group -> passed.putIfAbsent(group.name(), call) == null)
          .forEach(group -> passes(group, call));
    }
  }

  /** Nothing comes for what nobody needs; what has left its target groups goes in any case. */
  private static boolean goesForGood(GroupFile group, Act.Terminate terminate) {
    return group.isUnused(terminate.instance())
        && (terminate.after() == AfterTermination.GIVE_BACK || group.hasTargetGroups());
  }

  /** What was refused has not been said. */
  @Override
  public void answered(Call call, Call.Result result) {
    if (result == Call.Result.NOT_DONE) {
      passed.values().removeIf(call::equals);
    }
  }

  private void sacrifices(GroupFile group, String instance) {
    LinkedHashSet<String> victims = of(sacrificed, group);
    victims.add(instance);
    sizeAtFirst.putIfAbsent(group.name(), group.sizeForOthers());
    int allowed = group.sizes().surge() == 0 || group.isFull() ? 1 + placesTaken(group) : 0;
    if (victims.size() > allowed) {
      violated(group, "instance " + instance + " was terminated before a new node was usable");
    }
  }

  /**
   * A place that others have taken away before a new node came into it is to be made anew. So is
   * one where a new node was lost and the group has launched another like the old ones since, or
   * where others have had it launched like the old ones in the first place.
   */
  private int placesTaken(GroupFile group) {
    int before = sizeAtFirst.getOrDefault(group.name(), 0);
    int away = of(launched, group).isEmpty() ? Math.max(0, before - group.sizeForOthers()) : 0;
    int filled = filledByOthers.getOrDefault(group.name(), 0);
    return away
        + filled
        + Math.min(lost.getOrDefault(group.name(), 0), group.launchedLikeOldOnes());
  }

  private void passes(GroupFile group, Call call) {
    Instant latest = court.timeline().now().minus(group.proof());
    Instant since = proven.get(group.name());
    if (since == null || since.isAfter(latest)) {
      violated(
          group,
          "its canary was taken as proven although "
              + (since == null
                  ? "no new node was usable yet"
                  : "it was usable only since " + since));
    }
    if (court.groups().size() == 1) {
      court
          .moves()
          .notReadySince(latest, call)
          .ifPresent(
              pod ->
                  violated(
                      group,
                      "its canary was taken as proven although pod "
                          + pod
                          + ", which was moved to prove it, was not Ready for long enough"));
    }
  }

  @Override
  public void beginsAnew() {
    proven.clear();
    passed.clear();
    launched.clear();
    lost.clear();
    sacrificed.clear();
    sizeAtFirst.clear();
    filledByOthers.clear();
    taken.clear();
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    if (!outcome.succeeded() && Endings.wroteToTheEnd(outcome)) {
      court.groups().stream()
          .filter(
              group ->
                  Endings.canaryFailed(outcome, group.name()) || !passed.containsKey(group.name()))
          .forEach(this::disarmed);
    }
  }

  private void disarmed(GroupFile group) {
    TemplateVersion now = group.now().pointer();
    TemplateFile templates = group.templates();
    if (templates.canGoBack()
        && templates.isTarget(now)
        && !now.equals(templates.pointerOfOthers())) {
      violated(group, "it is left launching from " + now + " although the canary did not pass");
    }
  }

  private static LinkedHashSet<String> of(Map<String, LinkedHashSet<String>> map, GroupFile group) {
    return map.computeIfAbsent(group.name(), none -> new LinkedHashSet<>());
  }

  private void violated(GroupFile group, String what) {
    court.violated(Invariant.CANARY, "group " + group.name() + ": " + what);
  }
}
