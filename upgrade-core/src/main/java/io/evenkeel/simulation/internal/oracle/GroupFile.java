package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is known of one group: how it was, its instances, its sizes, what it launches from, and what
 * follows from these together.
 */
public final class GroupFile {
  private final SimulatedGroup group;
  private final Court court;
  private final Roster roster;
  private final SizeFile sizes;
  private final TemplateFile templates;
  private Reference reference;
  private final TreeSet<String> unused = new TreeSet<>();
  private boolean allMustGo;
  private boolean removesUnused;
  private Duration proof = Duration.ZERO;

  GroupFile(SimulatedGroup group, Limits limits, Court court) {
    this.group = group;
    this.court = court;
    roster = new Roster(group);
    sizes = new SizeFile(group.state(), limits, court);
    templates = new TemplateFile(group.state(), court);
    reference = Reference.of(roster.original(), court.truth());
  }

  /** Another run finds it as it is now, and is not told of what the last one has added. */
  void beginsAnew() {
    roster.beginsAnew();
    sizes.beginsAnew(now());
    templates.beginsAnew(now());
    reference = Reference.of(roster.original(), court.truth());
  }

  /** Another run finds it as it is now, after the last one has told what it left behind. */
  void beginsAnewAfterLeftovers() {
    sizes.writeOff();
    beginsAnew();
  }

  /** States which of its first instances are to be replaced; all of them unless stated. */
  public void select(List<String> instances) {
    roster.select(instances);
  }

  /** States that a run which succeeds has replaced all that are selected. */
  public void allMustGo() {
    allMustGo = true;
  }

  /** States how long the canary has to prove itself. */
  public void provenFor(Duration newProof) {
    proof = newProof;
  }

  /** States that the run may make it smaller by nodes that nobody needs. */
  public void mayRemoveUnused() {
    removesUnused = true;
  }

  boolean removesUnused() {
    return removesUnused;
  }

  /** The run has said of an instance that nobody needs it. */
  void callsUnused(String instance) {
    unused.add(instance);
  }

  /** The run has taken that back. */
  void isNeeded(String instance) {
    unused.remove(instance);
  }

  /** Returns whether the instance is to go and takes its place with it. */
  boolean isUnused(String instance) {
    return unused.contains(instance);
  }

  boolean everySelectedGoes() {
    return allMustGo;
  }

  Duration proof() {
    return proof;
  }

  String name() {
    return group.name();
  }

  /** Returns whether the group replaces what load balancers do not find healthy. */
  boolean replacesUnhealthy() {
    return group.asksLoadBalancer() && !now().suspended().contains("ReplaceUnhealthy");
  }

  boolean hasTargetGroups() {
    return !group.targetGroups().isEmpty();
  }

  CloudGroup now() {
    return group.state();
  }

  Reference reference() {
    return reference;
  }

  Roster roster() {
    return roster;
  }

  SizeFile sizes() {
    return sizes;
  }

  TemplateFile templates() {
    return templates;
  }

  /** Returns the size that others mean the group to have. */
  public int sizeForOthers() {
    return sizes.forOthers();
  }

  /**
   * Returns whether it was launched meanwhile, and not from what the group launched from before.
   */
  boolean isReplacement(String instance) {
    return roster.isFresh(instance)
        && (templates.mayKeepFirst() || !roster.launchedFrom(instance, templates.first()));
  }

  /** Returns whether it is to go: selected, or launched meanwhile as the old ones were. */
  boolean isToBeReplaced(String instance) {
    return roster.isSelected(instance) || roster.isFresh(instance) && !isReplacement(instance);
  }

  /** Returns whether it still is what it was when the run began. */
  boolean stillOutdated(String instance) {
    return roster.isOriginal(instance)
        && templates.wanted().stream().noneMatch(to -> roster.launchedFrom(instance, to));
  }

  /**
   * Returns whether what was borrowed can be given back by new nodes only: no selected one is left.
   */
  boolean onlyNewNodesCanGiveBack() {
    return sizes.borrowed() > 0 && !roster.anySelectedPresent();
  }

  /**
   * Returns whether the one place on top of its base that is for the canary is taken: by a node
   * that others have had launched, or since they have made the group smaller.
   */
  boolean isFull() {
    long present =
        now().instances().stream()
            .filter(instance -> instance.asModel().state().countsAgainstSize())
            .filter(instance -> !isReplacement(instance.id()))
            .count();
    return present > sizes.base();
  }

  /**
   * Returns whether the launch of the node's machine is complete; else it may still be given up.
   */
  boolean isInService(Node node) {
    Optional<String> machine = Picture.instanceOf(node);
    return now().instances().stream()
        .filter(instance -> machine.equals(Optional.of(instance.id())))
        .noneMatch(instance -> instance.asModel().state() == Instance.State.PENDING);
  }

  /** Returns how many of its instances were launched meanwhile from what the old ones are from. */
  int launchedLikeOldOnes() {
    return (int)
        now().instances().stream()
            .filter(instance -> instance.asModel().state().countsAgainstSize())
            .filter(instance -> roster.isFresh(instance.id()) && !isReplacement(instance.id()))
            .count();
  }

  /** The run has been told how the group is. */
  void told(GroupState state) {
    roster.told(state, court.timeline().now());
    sizes.told(state);
  }

  void answered(Call call, Call.Result result) {
    sizes.answered(call, result);
  }

  void changed(CloudChange change) {
    if (change.kind() == CloudChange.Kind.LAUNCHED) {
      roster.launched(change.subject());
    }
    templates.changed(now());
    sizes.changed(change, now());
  }
}
