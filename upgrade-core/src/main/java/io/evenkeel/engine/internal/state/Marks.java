package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of all that a run writes down on nodes, and how it is read back. */
public final class Marks {
  public static final String RUN = "evenkeel.io/run";
  public static final String OUTDATED_TAINT = "evenkeel.io/outdated";
  public static final String CORDONED = "evenkeel.io/cordoned";
  public static final String DRAINING_SINCE = "evenkeel.io/draining-since";
  public static final String SOAKING_SINCE = "evenkeel.io/soaking-since";
  public static final String PROVES = "evenkeel.io/proves-canary";
  public static final String UNUSED = "evenkeel.io/unused";
  public static final String RUNG = "evenkeel.io/rung";
  public static final String QUARANTINED = "evenkeel.io/quarantined";
  public static final String QUARANTINED_BECAUSE = "evenkeel.io/quarantined-because";
  public static final String OPENED_BY_OTHERS = "evenkeel.io/opened-by-others";
  public static final String SCALE_DOWN_KEPT = "evenkeel.io/scale-down-disabled";
  public static final String HELD = "evenkeel.io/held";
  public static final String LET_GO = "evenkeel.io/let-go-since";
  public static final String LEAVES_TARGET_GROUPS = "evenkeel.io/leaves-target-groups-since";
  public static final String LEFT_LOAD_BALANCERS = "evenkeel.io/load-balancers-left";

  /** Cluster Autoscaler's own annotation: it leaves such a node alone. */
  public static final String SCALE_DOWN_DISABLED =
      "cluster-autoscaler.kubernetes.io/scale-down-disabled";

  /** The label that takes a node out of cloud load balancers. */
  public static final String EXCLUDE_FROM_LOAD_BALANCERS =
      "node.kubernetes.io/exclude-from-external-load-balancers";

  private static final List<String> ANNOTATIONS =
      List.of(
          RUN,
          CORDONED,
          DRAINING_SINCE,
          SOAKING_SINCE,
          PROVES,
          UNUSED,
          RUNG,
          QUARANTINED,
          QUARANTINED_BECAUSE,
          OPENED_BY_OTHERS,
          SCALE_DOWN_KEPT,
          HELD,
          LET_GO,
          LEAVES_TARGET_GROUPS,
          LEFT_LOAD_BALANCERS);

  private Marks() {}

  /** Returns how often somebody else has opened the node while it was drained. */
  public static int timesOpened(Node node) {
    try {
      return Integer.parseInt(node.meta().annotations().getOrDefault(OPENED_BY_OTHERS, "0"));
    } catch (NumberFormatException spoiled) {
      return 0;
    }
  }

  public static Taint outdatedTaint(String runId) {
    return new Taint(OUTDATED_TAINT, runId, Taint.Effect.PREFER_NO_SCHEDULE);
  }

  /**
   * Returns whether pods were told to rather go elsewhere; also where others took the taint off.
   */
  public static boolean softClosed(Node node) {
    return node.hasTaint(OUTDATED_TAINT) || node.hasAnnotation(RUN);
  }

  /** Returns whether it was us who cordoned the node. */
  public static boolean cordonedByUs(Node node) {
    return node.unschedulable() && node.hasAnnotation(CORDONED);
  }

  /** Returns whether load balancers do not lead to the node any more, by our doing or others'. */
  public static boolean excluded(Node node) {
    return leftLoadBalancers(node) || node.meta().labels().containsKey(EXCLUDE_FROM_LOAD_BALANCERS);
  }

  /** Returns whether load balancers have been told to leave the node. */
  public static boolean leftLoadBalancers(Node node) {
    return node.hasAnnotation(LEFT_LOAD_BALANCERS);
  }

  /**
   * Returns whether target groups have been told to let go of the node, or are about to be: from
   * then on it goes, since nothing would put it back.
   */
  public static boolean leavesTargetGroups(Node node) {
    return node.hasAnnotation(LEAVES_TARGET_GROUPS);
  }

  /** Returns whether somebody else keeps new pods off the node. */
  public static boolean closedByOthers(Node node) {
    return node.unschedulable() && !node.hasAnnotation(CORDONED);
  }

  public static Optional<Instant> since(Node node, String mark) {
    String text = node.meta().annotations().get(mark);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException spoiled) {
      // Somebody has edited our mark: the safe reading is that the time has only just begun.
      return Optional.empty();
    }
  }

  /** Returns whether the node is being drained; one in quarantine is drained no more. */
  public static boolean drained(Node node) {
    return node.hasAnnotation(DRAINING_SINCE) && !node.hasAnnotation(QUARANTINED);
  }

  /** Returns why nobody needs the node, where it goes for that and nothing comes for it. */
  public static Optional<String> unused(Node node) {
    return Optional.ofNullable(node.meta().annotations().get(UNUSED));
  }

  /** Returns the run whose marks the node carries. */
  public static Optional<String> runOn(Node node) {
    Optional<String> byTaint =
        node.taints().stream()
            .filter(taint -> taint.key().equals(OUTDATED_TAINT))
            .map(Taint::value)
            .findFirst();
    return Stream.of(RUN, CORDONED, SCALE_DOWN_KEPT, HELD)
        .map(node.meta().annotations()::get)
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> byTaint);
  }

  /** Returns whether the node was reopened so that others come first. */
  static boolean postponed(Node node) {
    return Rung.of(node).isPresent() || node.hasAnnotation(OPENED_BY_OTHERS);
  }

  /** Returns whether anything of ours is on the node. */
  public static boolean any(Node node) {
    return softClosed(node) || ANNOTATIONS.stream().anyMatch(node::hasAnnotation);
  }
}
