package io.evenkeel.report;

import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.UpgradeEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How far one group is, put together from its events. */
final class GroupProgress {
  private final String name;
  private final Map<String, NodeStage> stages = new LinkedHashMap<>();
  private final TreeSet<String> old = new TreeSet<>();
  private Phase phase = Phase.SET_UP;
  private int outdatedAtStart;
  private int desired = -1;
  private int max = -1;
  private int present;

  GroupProgress(String name) {
    this.name = name;
  }

  void pinned(UpgradeEvent.TargetPinned event) {
    outdatedAtStart = event.outdated();
    present = event.total();
  }

  void phase(Phase started) {
    phase = started;
  }

  void observed(UpgradeEvent.GroupObserved event) {
    desired = event.desired();
    max = event.max();
    present = event.present();
  }

  void moved(UpgradeEvent.NodeMoved event) {
    if (!stages.containsKey(event.node())) {
      forgetIdOf(event);
    }
    stages.put(event.node(), event.to());
    if (ofOldNode(event.from()) || ofOldNode(event.to())) {
      old.add(event.node());
    }
  }

  /** Nothing has come for it, so that it has not been replaced. */
  void removed(String node) {
    old.remove(node);
  }

  /** A new machine is known by its id until it has joined as a node, which has another name. */
  private void forgetIdOf(UpgradeEvent.NodeMoved joined) {
    if (joined.from() == NodeStage.LAUNCHED && joined.to() != NodeStage.LAUNCHED) {
      in(EnumSet.of(NodeStage.LAUNCHED)).stream().findFirst().ifPresent(stages::remove);
    }
  }

  String name() {
    return name;
  }

  Phase phase() {
    return phase;
  }

  int desired() {
    return desired;
  }

  int max() {
    return max;
  }

  int present() {
    return present;
  }

  int replaced() {
    return (int) old.stream().filter(node -> stages.get(node) == NodeStage.GONE).count();
  }

  int underWay() {
    return (int) old.stream().filter(this::isUnderWay).count();
  }

  int outdated() {
    return Math.max(0, total() - replaced() - underWay());
  }

  int total() {
    return Math.max(outdatedAtStart, replaced() + underWay());
  }

  /** Returns the nodes in one of the stages, as they were first heard of. */
  List<String> in(EnumSet<NodeStage> wanted) {
    List<String> nodes = new ArrayList<>();
    stages.forEach(
        (node, stage) -> {
          if (wanted.contains(stage)) {
            nodes.add(node);
          }
        });
    return nodes;
  }

  NodeStage stageOf(String node) {
    return stages.getOrDefault(node, NodeStage.UNSELECTED);
  }

  private boolean isUnderWay(String node) {
    NodeStage stage = stages.getOrDefault(node, NodeStage.OUTDATED);
    return ofOldNode(stage) && stage != NodeStage.OUTDATED && stage != NodeStage.QUARANTINED;
  }

  private static boolean ofOldNode(NodeStage stage) {
    return switch (stage) {
      case OUTDATED,
          CLOSING,
          DRAINING,
          BLOCKED,
          QUARANTINED,
          EMPTY,
          SOAKING,
          DETACHING,
          TERMINATING ->
          true;
      case GONE, LAUNCHED, REGISTERED, READY, USABLE, FAILED, UNSELECTED -> false;
    };
  }
}
