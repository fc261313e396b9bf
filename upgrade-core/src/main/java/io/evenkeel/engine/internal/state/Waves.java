package io.evenkeel.engine.internal.state;

import io.evenkeel.Checkpoint;
import io.evenkeel.ControlPlanePlan;
import io.evenkeel.GroupPlan;
import io.evenkeel.NamedGate;
import io.evenkeel.UpgradePlan;
import io.evenkeel.Wave;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The waves of a plan in their order, with what is asked before each and after its canaries. */
public final class Waves {
  /** A plan that is not known yet holds nothing up. */
  static final Waves NONE = new Waves(List.of());

  private static final String APPROVED = ".approved";

  private final List<Part> parts;
  private final LinkedHashSet<String> started = new LinkedHashSet<>();

  private Waves(List<Part> parts) {
    this.parts = parts;
  }

  /** One wave: its groups, the hold before it, and the holds after the canaries of its groups. */
  public record Part(
      Kind kind, String name, List<String> groups, Hold before, Map<String, Hold> afterCanary) {

    Part only(Predicate<String> which) {
      return new Part(kind, name, groups.stream().filter(which).toList(), before, afterCanary);
    }
  }

  /** What a wave is about. */
  public enum Kind {
    NODES,
    CONTROL_PLANE
  }

  public static Waves of(UpgradePlan plan) {
    List<Part> parts = new ArrayList<>();
    for (Wave wave : plan.waves()) {
      parts.add(part(plan, wave, parts.size()));
    }
    return new Waves(parts);
  }

  /**
   * Returns the same with the control plane's way: before all groups, or back after them. Groups
   * that the cloud itself moves on the way back are looked at when that is over.
   *
   * @param followers the groups whose version the cloud keeps at that of the control plane
   */
  public Waves with(UpgradePlan plan, List<PlaneStep> steps, Set<String> followers) {
    List<Part> plane =
        plan.controlPlane().stream()
            .flatMap(way -> steps.stream().map(step -> part(plan, way, step)))
            .toList();
    boolean back =
        plan.controlPlane()
            .filter(way -> way.direction() == ControlPlanePlan.Direction.ROLLBACK)
            .isPresent();
    List<Part> all = new ArrayList<>();
    if (back) {
      parts.forEach(part -> all.add(part.only(name -> !followers.contains(name))));
    }
    all.addAll(plane);
    parts.forEach(part -> all.add(back ? part.only(followers::contains) : part));
    return new Waves(all.stream().filter(part -> !part.groups().isEmpty()).toList());
  }

  /** What is written down names the version: how many are left differs between processes. */
  private static Part part(UpgradePlan plan, ControlPlanePlan plane, PlaneStep step) {
    List<NamedGate> gates = new ArrayList<>(plan.gates().gates());
    gates.addAll(plane.gates());
    Hold before =
        new Hold(
            "hold.control-plane." + step.version(),
            new Checkpoint.BeforeWave(step.name()),
            List.of(),
            gates,
            plan.gates().patience(),
            plane.approval());
    return new Part(Kind.CONTROL_PLANE, step.name(), List.of(step.name()), before, Map.of());
  }

  private static Part part(UpgradePlan plan, Wave wave, int number) {
    List<NamedGate> gates = new ArrayList<>(plan.gates().gates());
    gates.addAll(wave.gates());
    List<String> groups = wave.groups().stream().map(GroupPlan::name).toList();
    Map<String, Hold> canaries = new LinkedHashMap<>();
    // Names that are written down are numbers: what groups are called may not be allowed there.
    for (String group : groups) {
      canaries.put(
          group,
          new Hold(
              "hold." + number + "." + canaries.size(),
              new Checkpoint.AfterCanary(group),
              List.of(group),
              gates,
              plan.gates().patience(),
              Optional.empty()));
    }
    Hold before =
        new Hold(
            "hold." + number,
            new Checkpoint.BeforeWave(wave.name()),
            groups,
            gates,
            plan.gates().patience(),
            wave.approval());
    return new Part(Kind.NODES, wave.name(), groups, before, canaries);
  }

  public List<Part> parts() {
    return parts;
  }

  public Optional<Part> named(String wave) {
    return parts.stream().filter(part -> part.name().equals(wave)).findFirst();
  }

  /** Returns the first wave in which something is left to do. */
  public Optional<Part> current(RunState run) {
    for (Part part : parts) {
      if (!done(part, run)) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  private static boolean done(Part part, RunState run) {
    for (String name : part.groups()) {
      if (run.planned(name).filter(group -> !group.done()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the wave that has just begun, once; where there is only one, that is not news. */
  public Optional<Part> startsNow(RunState run) {
    return current(run)
        .filter(part -> parts.size() > 1 && !holds(part.before(), part, run))
        .filter(part -> hasWork(part, run))
        .filter(part -> started.add(part.name()));
  }

  /** Returns whether it is the group's turn to be worked on. */
  public boolean mayWork(PlannedGroup group, RunState run) {
    return current(run)
        .filter(part -> part.groups().contains(group.name()))
        .map(part -> !holds(part.before(), part, run))
        .orElse(parts.isEmpty());
  }

  /** Returns whether the groups of later waves may be made ready, so that no pod lands there. */
  public boolean begun(RunState run) {
    return parts.stream()
        .filter(part -> hasWork(part, run))
        .filter(part -> part.kind() == Kind.NODES || !done(part, run))
        .findFirst()
        .map(part -> part.kind() == Kind.NODES && !holds(part.before(), part, run))
        .orElse(true);
  }

  /** Returns whether the rest of the group waits for what is asked after its canary. */
  public boolean holdsAfterCanary(GroupView group) {
    return group.marks().canary().passed()
        && afterCanary(group.name()).map(hold -> !hold.passed()).orElse(false);
  }

  private Optional<Hold> afterCanary(String group) {
    return parts.stream()
        .filter(part -> part.groups().contains(group))
        .map(part -> part.afterCanary().get(group))
        .findFirst();
  }

  /** Returns the checkpoints at which the run stands now. */
  public List<Hold> standing(RunState run) {
    List<Hold> holds = new ArrayList<>();
    current(run).ifPresent(part -> collect(part, run, holds));
    return holds;
  }

  private void collect(Part part, RunState run, List<Hold> holds) {
    if (holds(part.before(), part, run)) {
      holds.add(part.before());
      return;
    }
    for (String name : part.groups()) {
      run.group(name)
          .filter(group -> !group.done() && holdsAfterCanary(group))
          .flatMap(group -> afterCanary(group.name()))
          .ifPresent(holds::add);
    }
  }

  /** A wave in which nothing is to be done is not worth asking anybody. */
  private static boolean holds(Hold before, Part part, RunState run) {
    return !before.passed()
        && part.groups().stream()
            .anyMatch(name -> run.planned(name).map(PlannedGroup::hasWork).orElse(false));
  }

  private static boolean hasWork(Part part, RunState run) {
    return part.groups().stream()
        .flatMap(name -> run.planned(name).stream())
        .anyMatch(group -> group.hasWork() || group.touched());
  }

  /** Notes that gates may have something else to say; returns whether any is waited for. */
  boolean clusterChanged(RunState run) {
    List<Hold> standing = parts.isEmpty() ? List.of() : standing(run);
    standing.forEach(Hold::clusterChanged);
    return !standing.isEmpty();
  }

  private List<Hold> all() {
    List<Hold> all = new ArrayList<>();
    for (Part part : parts) {
      all.add(part.before());
      all.addAll(part.afterCanary().values());
    }
    return all;
  }

  /** Takes over what an earlier process of the run has written down. */
  public void recall(Map<String, String> data) {
    for (Hold hold : all()) {
      hold.mark(HoldMark.parse(data.getOrDefault(hold.name(), "none")));
      Optional.ofNullable(data.get(hold.name() + APPROVED))
          .flatMap(Hold.Approval::parse)
          .ifPresent(hold::approve);
    }
  }

  /** Returns what is written down of a mark. */
  public static Map<String, String> written(Hold hold, HoldMark mark) {
    return Map.of(hold.name(), mark.toString());
  }

  /** Returns what is written down of an approval. */
  public static Map<String, String> written(Hold hold, Hold.Approval approval) {
    return Map.of(hold.name() + APPROVED, approval.toString());
  }
}
