package io.evenkeel.engine.internal.run;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.GroupPlan;
import io.evenkeel.NamedGate;
import io.evenkeel.NodeOrder;
import io.evenkeel.Roll;
import io.evenkeel.UpgradePlan;
import io.evenkeel.Wave;
import io.evenkeel.engine.internal.act.PlugIns;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plan asks for before anything in it is resolved, in words, and a short name for it. Its
 * plug-ins are in it by their names, so that another process can tell whether it has the same plan.
 *
 * @param lines one line for what holds for the whole plan, then one for each group
 */
public record PlanDigest(List<String> lines) {
  private static final int LENGTH = 12;
  private static final String SEPARATOR = "\n";
  private static final String PART = ", ";
  private static final Pattern SUBJECT =
      Pattern.compile("^(?:cluster|control plane|(?:wave|group) [^ ,]+)");

  /** Reads a plan; a plug-in that cannot say its name is named by its class. */
  public static PlanDigest of(UpgradePlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(line(whole(plan)));
    plan.controlPlane().ifPresent(plane -> lines.add(line(words(plane))));
    for (Wave wave : plan.waves()) {
      lines.add(line(words(wave)));
      wave.groups().forEach(group -> lines.add(line(words(group))));
    }
    return new PlanDigest(List.copyOf(lines));
  }

  /** Reads back what {@link #text()} has written. */
  static PlanDigest read(String text) {
    return new PlanDigest(List.of(text.split(SEPARATOR)));
  }

  private static String whole(UpgradePlan plan) {
    return "cluster "
        + PlugIns.name(plan.clusterClient())
        + ", at most "
        + plan.maxDrainingNodes()
        + " nodes draining, "
        + evictions(plan.maxEvictionsPerMinute())
        + ", gates "
        + names(plan.gates().gates())
        + " with patience "
        + plan.gates().patience()
        + windows(plan);
  }

  private static String windows(UpgradePlan plan) {
    return plan.windows().isEmpty() ? "" : ", in windows " + plan.windows();
  }

  private static String evictions(int perMinute) {
    return perMinute == UpgradePlan.UNLIMITED
        ? "any number of evictions per minute"
        : "at most " + perMinute + " evictions per minute";
  }

  private static String words(ControlPlanePlan plane) {
    return "control plane "
        + PlugIns.name(plane.provider())
        + ", to "
        + plane.version()
        + ", direction "
        + plane.direction()
        + ", add-ons "
        + plane.addOns()
        + new TreeMap<>(plane.pinned())
        + ", edits "
        + plane.edits()
        + ", gates "
        + names(plane.gates())
        + plane.approval().map(within -> ", to be approved within " + within).orElse("");
  }

  private static String words(Wave wave) {
    return "wave "
        + wave.name()
        + ", gates "
        + names(wave.gates())
        + wave.approval().map(within -> ", to be approved within " + within).orElse("");
  }

  private static List<String> names(List<NamedGate> gates) {
    return gates.stream().map(NamedGate::name).toList();
  }

  private static String words(GroupPlan group) {
    String words =
        "group " + group.name() + " of " + PlugIns.name(group.provider()) + " to " + group.target();
    return group instanceof GroupPlan.SelfDriven driven
        ? words + words(driven)
        : words + words((GroupPlan.Delegated) group);
  }

  private static String words(GroupPlan.Delegated group) {
    return group.maxUnavailable().map(most -> ", max unavailable " + most).orElse("")
        + group.capacity().map(capacity -> ", capacity " + capacity).orElse("")
        + ", undrained nodes "
        + group.undrainedNodes()
        + group.pool().map(PlanDigest::words).orElse("");
  }

  private static String words(GroupPlan.PoolPlan pool) {
    return ", selecting "
        + named(pool.selector(), pool.selector()::name)
        + ", rolled "
        + pool.roll().map(Roll::toString).orElseGet(() -> "as suits it, " + pool.maxSurge())
        + words(pool.unusedNodes());
  }

  private static String words(GroupPlan.SelfDriven group) {
    return ", selecting "
        + named(group.selector(), group.selector()::name)
        + " in order "
        + named(group.selector(), () -> order(group))
        + ", max unavailable "
        + group.maxUnavailable()
        + ", max surge "
        + group.maxSurge()
        + ", drained by "
        + named(group.drainPolicy(), group.drainPolicy()::name)
        + ", canary within "
        + group.canary().patience()
        + " and proven for "
        + group.canary().proof()
        + words(group.unusedNodes());
  }

  /** A plan that says nothing of them reads as it always did. */
  private static String words(GroupPlan.UnusedNodes unused) {
    return unused == GroupPlan.UnusedNodes.REMOVE ? ", unused nodes removed" : "";
  }

  private static String order(GroupPlan.SelfDriven group) {
    NodeOrder order = group.selector().order().orElse(NodeOrder.any());
    return order.name() + " (" + order.strictness() + ")";
  }

  private static String named(Object plugIn, Supplier<String> name) {
    try {
      return String.valueOf(name.get());
    } catch (RuntimeException | Error mute) {
      return plugIn.getClass().getName();
    }
  }

  private static String line(String text) {
    return text.replaceAll("\\R", " ");
  }

  /** Returns the plan in words, to be kept beside the lease. */
  String text() {
    return String.join(SEPARATOR, lines);
  }

  /** Returns the short name. */
  public String id() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  /** Returns in words where the other plan differs from this one. */
  String differenceTo(PlanDigest other) {
    return "it has [" + beside(other) + "], not [" + other.beside(this) + "]";
  }

  /** Returns what the other one has not; of a line that both have, the parts that differ. */
  private String beside(PlanDigest other) {
    List<String> only = new ArrayList<>();
    for (String line : lines) {
      if (!other.lines().contains(line)) {
        only.add(subject(line) + differing(line, other));
      }
    }
    return String.join("; ", only);
  }

  private static String differing(String line, PlanDigest other) {
    return other.lines().stream()
        .filter(theirs -> subject(theirs).equals(subject(line)))
        .findFirst()
        .map(theirs -> parts(line, parts(theirs, List.of())))
        .map(parts -> parts.isEmpty() ? List.of("in another order") : parts)
        .map(parts -> ": " + String.join(PART, parts))
        .orElseGet(() -> line.substring(subject(line).length()));
  }

  private static List<String> parts(String line, List<String> without) {
    List<String> parts = new ArrayList<>(List.of(line.split(PART, -1)));
    parts.removeAll(without);
    return parts;
  }

  /** Returns what a line is about: the cluster, or a wave or group by its name. */
  private static String subject(String line) {
    Matcher subject = SUBJECT.matcher(line);
    return subject.find() ? subject.group() : line;
  }
}
