package io.evenkeel.report;

import io.evenkeel.GroupSummary;
import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeSummary;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import java.time.Instant;
import java.util.List;

/** A run as a listener hears of it. */
final class Story {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Story() {}

  static List<UpgradeEvent> untilTheFirstNodeDrains() {
    return List.of(
        new UpgradeEvent.RunStarted(at(0), "r-1", UpgradeEvent.Beginning.NEW),
        new UpgradeEvent.TargetPinned(at(1), "workers", "ami-2 (lt-workers:2)", 6, 6),
        new UpgradeEvent.PhaseStarted(at(1), "workers", Phase.SET_UP),
        new UpgradeEvent.GroupObserved(at(1), "workers", 6, 6, 6, 6),
        new UpgradeEvent.PhaseStarted(at(3), "workers", Phase.SCALE_UP),
        new UpgradeEvent.Decided(
            at(3), "workers", "raise desired to 7", "the canary needs a place"),
        new UpgradeEvent.GroupObserved(at(4), "workers", 7, 7, 6, 6),
        moved(9, "i-7", NodeStage.LAUNCHED, NodeStage.LAUNCHED),
        moved(40, "node-7", NodeStage.LAUNCHED, NodeStage.REGISTERED),
        moved(50, "node-7", NodeStage.REGISTERED, NodeStage.USABLE),
        new UpgradeEvent.PhaseStarted(at(50), "workers", Phase.UPGRADE),
        moved(51, "node-1", NodeStage.OUTDATED, NodeStage.CLOSING),
        moved(52, "node-1", NodeStage.CLOSING, NodeStage.DRAINING),
        new UpgradeEvent.PodEvicted(at(52), pod("myapp-1"), "node-1", "shop/myapp"),
        refused(53),
        waiting(54),
        waiting(59));
  }

  static UpgradeEvent refused(long second) {
    return new UpgradeEvent.EvictionRefused(
        at(second), pod("myapp-2"), "node-1", "shop/myapp", "budget shop/myapp allows none now");
  }

  static UpgradeEvent waiting(long second) {
    return new UpgradeEvent.Waiting(
        at(second), "node-1", "2 pods wait for budget shop/myapp, which allows none now");
  }

  static UpgradeEvent moved(long second, String node, NodeStage from, NodeStage to) {
    return new UpgradeEvent.NodeMoved(at(second), "workers", node, from, to);
  }

  static UpgradeSummary summary() {
    GroupSummary group =
        new GroupSummary(
            "workers",
            "ami-2 (lt-workers:2)",
            6,
            List.of(),
            15,
            15,
            2,
            List.of("desired size 6", "maximum size 6"),
            List.of());
    return new UpgradeSummary("r-1", at(0), at(760), List.of(group));
  }

  static UpgradeOutcome succeeded() {
    return new UpgradeOutcome.Succeeded(summary());
  }

  static ObjectKey pod(String name) {
    return new ObjectKey(ObjectKind.POD, "shop", name);
  }

  static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
