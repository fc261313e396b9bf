package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.SimulatedGroup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The instances of one group: at first, ever, to be replaced, and those that the run knows of. */
final class Roster {
  private final SimulatedGroup group;
  private final TreeSet<String> original = new TreeSet<>();
  private final TreeSet<String> members = new TreeSet<>();
  private final TreeSet<String> selected = new TreeSet<>();
  private final TreeSet<String> stated = new TreeSet<>();
  private final Map<String, TemplateVersion> templates = new TreeMap<>();
  private final TreeSet<String> toldThere = new TreeSet<>();
  private Instant toldAt = Instant.MIN;

  Roster(SimulatedGroup group) {
    this.group = group;
    original.addAll(instances());
    learnTemplates();
    members.addAll(original);
    selected.addAll(original);
    stated.addAll(original);
  }

  /**
   * Another run finds it as it is now: what was launched meanwhile may be replaced as well. It has
   * to be only where all were selected, since nobody has stated what becomes of newcomers else.
   */
  void beginsAnew() {
    boolean all = selected.containsAll(original);
    List<String> there = instances();
    if (all) {
      stated.addAll(there);
    }
    selected.addAll(all ? there : there.stream().filter(id -> !original.contains(id)).toList());
    original.clear();
    original.addAll(there);
  }

  /** States which of its first instances are to be replaced; all of them unless stated. */
  void select(List<String> instances) {
    selected.clear();
    selected.addAll(instances);
    stated.clear();
    stated.addAll(instances);
  }

  void launched(String instance) {
    members.add(instance);
    learnTemplates();
  }

  private void learnTemplates() {
    group.state().instances().forEach(i -> templates.putIfAbsent(i.id(), i.template()));
  }

  /** Returns whether the group has the instance, and is not letting it go. */
  boolean present(String instance) {
    return group.state().instances().stream()
        .anyMatch(i -> i.id().equals(instance) && i.asModel().state().countsAgainstSize());
  }

  boolean everHad(String instance) {
    return members.contains(instance);
  }

  boolean isOriginal(String instance) {
    return original.contains(instance);
  }

  boolean isFresh(String instance) {
    return everHad(instance) && !isOriginal(instance);
  }

  boolean isSelected(String instance) {
    return selected.contains(instance);
  }

  /** Returns whether the run is to have replaced the instance by its end. */
  boolean mustGo(String instance) {
    return stated.contains(instance);
  }

  boolean launchedFrom(String instance, TemplateVersion template) {
    return template.equals(templates.get(instance));
  }

  List<String> original() {
    return List.copyOf(original);
  }

  /** Returns the instances that the group lists now. */
  List<String> instances() {
    return group.state().instances().stream().map(CloudInstance::id).toList();
  }

  /** Returns the instances that the group lists now, or that the run was last told it does. */
  List<String> listedOrTold() {
    TreeSet<String> all = new TreeSet<>(toldThere);
    all.addAll(instances());
    return List.copyOf(all);
  }

  boolean anySelectedPresent() {
    return selected.stream().anyMatch(this::present);
  }

  /** The run has been told at that instant which instances there are. */
  void told(GroupState state, Instant at) {
    toldAt = at;
    toldThere.clear();
    state.instances().stream()
        .filter(instance -> instance.state().countsAgainstSize())
        .forEach(instance -> toldThere.add(instance.id()));
  }

  /** Returns whether the run has been told since then that the instance is there. */
  boolean toldThereSince(String instance, Instant since) {
    return toldAt.isAfter(since) && toldThere.contains(instance);
  }
}
