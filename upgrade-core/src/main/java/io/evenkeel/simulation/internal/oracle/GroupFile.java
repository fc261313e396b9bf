package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * What is known of one group: how it was, what the run has borrowed, and the base: its size without
 * what was borrowed. A change by others counts in our favor until the run has been told of it.
 */
public final class GroupFile {
  private final SimulatedGroup group;
  private final Limits limits;
  private final Court court;
  private CloudGroup start;
  private final TreeSet<String> original = new TreeSet<>();
  private final TreeSet<String> members = new TreeSet<>();
  private final TreeSet<String> selected = new TreeSet<>();
  private final Map<String, TemplateVersion> templates = new TreeMap<>();
  private final List<TemplateVersion> targets = new ArrayList<>();
  private final List<Size> sizes = new ArrayList<>();
  private Reference reference;
  private TemplateVersion firstTemplate;
  private TemplateVersion pointer;
  private TemplateVersion pointerOfOthers;
  private int desired;
  private int max;
  private int borrowed;
  private int borrowedMax;
  private boolean allMustGo;
  private Duration proof = Duration.ZERO;
  private final TreeSet<String> toldThere = new TreeSet<>();
  private Instant toldAt = Instant.MIN;

  /** A size that the group had, and its base at that time. */
  private record Size(int desired, int base) {}

  GroupFile(SimulatedGroup group, Limits limits, Court court) {
    this.group = group;
    this.limits = limits;
    this.court = court;
    this.start = group.state();
    start.instances().forEach(instance -> original.add(instance.id()));
    learnTemplates();
    members.addAll(original);
    selected.addAll(original);
    pointer = start.pointer();
    pointerOfOthers = pointer;
    desired = start.desired();
    max = start.max();
    sizes.add(new Size(desired, desired));
    reference = Reference.of(this, court.truth());
    firstTemplate = pinned(court, start.pointer());
  }

  private static TemplateVersion pinned(Court court, TemplateVersion pointer) {
    LaunchTemplate template = court.cloud().templates().get(pointer.template());
    return template
        .version(pointer.version())
        .map(version -> template.named(version.number()))
        .orElse(pointer);
  }

  /** Another run finds it as it is now, and is not told of what the last one has added. */
  void beginsAnew(boolean leftoversTold) {
    boolean all = selected.containsAll(original);
    start = group.state();
    List<String> added = start.instances().stream().map(CloudInstance::id).toList();
    selected.addAll(all ? added : added.stream().filter(id -> !original.contains(id)).toList());
    original.clear();
    original.addAll(added);
    targets.clear();
    pointer = start.pointer();
    pointerOfOthers = pointer;
    firstTemplate = pinned(court, pointer);
    borrowed = leftoversTold ? 0 : borrowed;
    borrowedMax = leftoversTold ? 0 : borrowedMax;
    sizes.clear();
    sizes.add(new Size(start.desired(), start.desired() - borrowed));
    reference = Reference.of(this, court.truth());
  }

  /** States which of its first instances are to be replaced; all of them unless stated. */
  public void select(List<String> instances) {
    selected.clear();
    selected.addAll(instances);
  }

  /** States that a run which succeeds has replaced all that are selected. */
  public void allMustGo() {
    allMustGo = true;
  }

  /** States how long the canary has to prove itself. */
  public void provenFor(Duration newProof) {
    proof = newProof;
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

  CloudGroup now() {
    return group.state();
  }

  CloudGroup start() {
    return start;
  }

  TemplateVersion firstPointer() {
    return start.pointer();
  }

  /** Returns the numbered version that it launched from before the run. */
  TemplateVersion firstTemplate() {
    return firstTemplate;
  }

  Reference reference() {
    return reference;
  }

  /** Returns whether the group has the instance, and is not letting it go. */
  boolean present(String instance) {
    return now().instances().stream()
        .anyMatch(i -> i.id().equals(instance) && i.asModel().state().countsAgainstSize());
  }

  boolean everHad(String instance) {
    return members.contains(instance);
  }

  boolean isFresh(String instance) {
    return everHad(instance) && !original.contains(instance);
  }

  /**
   * Returns whether it was launched meanwhile, and not from what the group launched from before.
   */
  boolean isReplacement(String instance) {
    return isFresh(instance)
        && (targets.isEmpty() || !firstTemplate.equals(templates.get(instance)));
  }

  /** Returns whether it is to go: selected, or launched meanwhile as the old ones were. */
  boolean isToBeReplaced(String instance) {
    return isSelected(instance) || isFresh(instance) && !isReplacement(instance);
  }

  /** Returns whether it still is what it was when the run began. */
  boolean stillOutdated(String instance) {
    return original.contains(instance) && !targets.contains(templates.get(instance));
  }

  boolean isSelected(String instance) {
    return selected.contains(instance);
  }

  List<String> original() {
    return List.copyOf(original);
  }

  /**
   * Returns whether what was borrowed can be given back by new nodes only: no selected one is left.
   */
  boolean onlyNewNodesCanGiveBack() {
    return borrowed > 0 && selected.stream().noneMatch(this::present);
  }

  /** Returns the instances that the group lists now. */
  List<String> instances() {
    return now().instances().stream().map(CloudInstance::id).toList();
  }

  int borrowed() {
    return borrowed;
  }

  /** Returns the size that others mean the group to have. */
  public int sizeForOthers() {
    return desired - borrowed;
  }

  int borrowedMax() {
    return borrowedMax;
  }

  /** Returns whether what it launched from at first is still there. */
  boolean canGoBack() {
    try {
      return court
          .cloud()
          .templates()
          .get(firstTemplate.template())
          .version(firstTemplate.version())
          .isPresent();
    } catch (CloudRejection gone) {
      return false;
    }
  }

  /** Returns how many instances others have asked for on top of what it had at first. */
  int addedByOthers() {
    return Math.max(0, sizes.get(sizes.size() - 1).base() - start.desired());
  }

  /** Returns the fewest nodes that must be available, by the base that favors the run. */
  int mustBeAvailable() {
    return least(base -> base - limits.unavailable(base));
  }

  /** Returns the most instances that there may be, by the base that favors the run. */
  int mayBePresent() {
    return -least(base -> -(base + limits.surge(base)));
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
    return present > sizes.get(sizes.size() - 1).base();
  }

  int surge() {
    return limits.surge(start.desired());
  }

  private int least(IntUnaryOperator limit) {
    return sizes.stream().mapToInt(size -> limit.applyAsInt(size.base())).min().orElseThrow();
  }

  /** The run has been told how large the group is; what was before that is no excuse any more. */
  void told(GroupState state) {
    toldAt = court.timeline().now();
    toldThere.clear();
    state.instances().stream()
        .filter(instance -> instance.state().countsAgainstSize())
        .forEach(instance -> toldThere.add(instance.id()));
    int known = sizes.size() - 1;
    while (known > 0 && sizes.get(known).desired() != state.desired()) {
      known--;
    }
    if (sizes.get(known).desired() == state.desired()) {
      sizes.subList(0, known).clear();
    }
  }

  /** Returns whether the run has been told since then that the instance is there. */
  boolean toldThereSince(String instance, Instant since) {
    return toldAt.isAfter(since) && toldThere.contains(instance);
  }

  private void learnTemplates() {
    now().instances().forEach(i -> templates.putIfAbsent(i.id(), i.template()));
  }

  /** The run lets the group launch from that. */
  void pointedByRun(TemplateVersion to) {
    if (!to.equals(firstTemplate) && !to.equals(firstPointer())) {
      targets.add(to);
    }
  }

  /** Returns whether the run has let the group launch from that, and it did not before. */
  boolean isTarget(TemplateVersion template) {
    return targets.contains(template);
  }

  void changed(CloudChange change) {
    if (change.kind() == CloudChange.Kind.LAUNCHED) {
      members.add(change.subject());
      learnTemplates();
    }
    CloudGroup now = now();
    if (!now.pointer().equals(pointer)) {
      pointer = now.pointer();
      pointerOfOthers = pointed(pointer) ? pointerOfOthers : pointer;
    }
    if (now.desired() != desired || now.max() != max) {
      if (ours(change, now)) {
        borrowed += now.desired() - desired;
        borrowedMax += now.max() - max;
      }
      desired = now.desired();
      max = now.max();
      sizes.add(new Size(desired, desired - borrowed));
    }
  }

  private boolean pointed(TemplateVersion to) {
    return court.underWay().stream()
        .map(Call::act)
        .anyMatch(
            act ->
                act instanceof Act.Point point
                    && point.group().equals(name())
                    && point.to().equals(to));
  }

  /** Returns what it would launch from without the run. */
  TemplateVersion pointerOfOthers() {
    return pointerOfOthers;
  }

  /** Returns whether a call of the run that is under way explains the change of size. */
  boolean ours(CloudChange change, CloudGroup now) {
    return court.underWay().stream()
        .map(Call::act)
        .anyMatch(act -> resizes(act, change, now) || givesBack(act, change));
  }

  private boolean resizes(Act act, CloudChange change, CloudGroup now) {
    return act instanceof Act.SetSize set
        && change.kind() == CloudChange.Kind.RESIZED
        && set.group().equals(name())
        && set.resize().desired() == now.desired()
        && set.resize().max() == now.max();
  }

  private static boolean givesBack(Act act, CloudChange change) {
    return act instanceof Act.Terminate terminate
        && change.kind() == CloudChange.Kind.TERMINATING
        && terminate.instance().equals(change.subject())
        && terminate.after() == AfterTermination.GIVE_BACK;
  }
}
