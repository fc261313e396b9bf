package io.evenkeel.engine.internal.plan;

import io.evenkeel.Disposition;
import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which nodes nobody may need, and which of those that were to go for that stay after all. */
final class Unused {
  private Unused() {}

  /** Returns whether nothing and nobody holds the member where it is; room is another matter. */
  static boolean mayGo(GroupView group, Member member, RunState run) {
    return inService(group, member)
        && member
            .nodeName()
            .flatMap(run.cluster()::node)
            .filter(node -> isFree(node, run) && !isHeld(node))
            .filter(node -> pods(node.name(), run).stream().allMatch(pod -> mayMove(pod, run)))
            .isPresent();
  }

  /** Outdated nodes go before anything is launched, the others once all are as wanted. */
  private static boolean inService(GroupView group, Member member) {
    boolean atRest =
        group.census().toBeReplaced() > 0
            ? member.stage() == NodeStage.OUTDATED
            : member.stage() == NodeStage.USABLE || member.stage() == NodeStage.UNSELECTED;
    return atRest && member.available() && member.instance().state() == Instance.State.IN_SERVICE;
  }

  private static boolean isFree(Node node, RunState run) {
    return !run.isBusy(node.name())
        && !run.isOurOwn(node.name())
        && !run.room().isPromised(node.name())
        && !hasStayed(node, run);
  }

  private static boolean isHeld(Node node) {
    return (node.hasAnnotation(Marks.SCALE_DOWN_DISABLED)
            && !node.hasAnnotation(Marks.SCALE_DOWN_KEPT))
        || node.hasAnnotation(Marks.QUARANTINED);
  }

  /** Returns the pods that would have to move. */
  static List<Pod> pods(String node, RunState run) {
    return run.cluster().podsOn(node).stream()
        .filter(pod -> !pod.staysWithItsNode() && !pod.finished())
        .toList();
  }

  /** A pod that nobody would bring back, or that somebody holds, is worth its node. */
  static boolean mayMove(Pod pod, RunState run) {
    return isOnlyDown(pod, run)
        && run.budgets().ledgerOf(pod).map(ledger -> allows(ledger, run)).orElse(true);
  }

  /** Returns whether nothing but its budget may keep the pod, and that only for now. */
  static boolean isOnlyDown(Pod pod, RunState run) {
    return pod.meta().controller().isPresent()
        && HeldPods.doNotDisrupt(pod).isEmpty()
        && run.verdicts().of(pod).filter(Unused::keeps).isEmpty();
  }

  private static boolean keeps(Disposition verdict) {
    return !(verdict instanceof Disposition.Evict) && !(verdict instanceof Disposition.Delete);
  }

  private static boolean allows(BudgetLedger ledger, RunState run) {
    return ledger.allowed(run.cluster()) > 0;
  }

  static String because(List<Room.Promise> promises) {
    if (promises.isEmpty()) {
      return "it held no pods";
    }
    long others = promises.stream().map(Room.Promise::node).distinct().count();
    return promises.size() == 1
        ? "its pod has room on another node"
        : "its "
            + promises.size()
            + " pods have room on "
            + Words.count((int) others, "other node");
  }

  /** Returns why a node that is on its way out as unused stays after all. */
  static Optional<String> stays(GroupView group, Node node, RunState run, Instant now) {
    if (Marks.leavesTargetGroups(node)) {
      return Optional.empty();
    }
    if (!node.unschedulable()) {
      return Optional.of("somebody else has opened it");
    }
    if (group.state().desired() <= group.state().min()) {
      return Optional.of("the group is as small as it may be");
    }
    boolean late = !limit(group, node, run, now).isAfter(now) && holdsPods(node, run);
    return held(node, run)
        .or(() -> crowdedOut(node, run))
        .or(() -> late ? Optional.of("its pods do not leave it in time") : Optional.empty());
  }

  private static Optional<String> held(Node node, RunState run) {
    return run.drainOf(node.name()).held().stream()
        .filter(pod -> pod.cause() != Obstacle.Cause.POLICY_FAILS)
        .map(pod -> "pod " + pod.pod().key().path() + " is held: " + pod.because())
        .findFirst();
  }

  /** Room that others have taken is looked for anew. */
  private static Optional<String> crowdedOut(Node node, RunState run) {
    List<Pod> lost = lost(node, run);
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    lost.forEach(pod -> run.room().withdraw(pod.uid()));
    new Packing(Landing.staying(run), run).leaves(node.name());
    return lost(node, run).stream()
        .map(pod -> "no room is left for its pod " + pod.key().path())
        .findFirst();
  }

  private static List<Pod> lost(Node node, RunState run) {
    return run.drainOf(node.name()).movable().stream()
        .filter(pod -> !pod.terminating() && run.room().isLost(pod))
        .toList();
  }

  private static boolean holdsPods(Node node, RunState run) {
    return !run.drainOf(node.name()).done();
  }

  static Instant limit(GroupView group, Node node, RunState run, Instant now) {
    return run.cluster().drainingSince(node.name()).orElse(now).plus(group.drains().timeout());
  }

  /** Opens a node that stays after all; it is not tried again. */
  static List<Decision> keep(GroupView group, Node node, String because, Instant now) {
    return List.of(
        stays(group.name(), node, because, now),
        new Decision.PatchNode(node, Cleaning.reopen(node), "reopen", because));
  }

  /** From now on the node is left alone. */
  static Decision stays(String group, Node node, String because, Instant now) {
    return new Decision.StopLever(
        lever(node),
        new UpgradeEvent.Waiting(
            now, "node " + node.name(), "it stays in group " + group + ": " + because));
  }

  /** Returns whether the node has been found to stay before. */
  static boolean hasStayed(Node node, RunState run) {
    return run.levers().stopped(lever(node));
  }

  private static String lever(Node node) {
    return "removing node " + node.uid();
  }

  /** Returns how much of its node the pods ask for, so that the least used comes first. */
  static double share(Node node, RunState run) {
    long cpu = 0;
    long memory = 0;
    for (Pod pod : pods(node.name(), run)) {
      cpu += pod.requests().cpuMillis();
      memory += pod.requests().memoryBytes();
    }
    return Math.max(
        (double) cpu / Math.max(1, node.allocatable().cpuMillis()),
        (double) memory / Math.max(1, node.allocatable().memoryBytes()));
  }
}
