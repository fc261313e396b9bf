package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** All that a run knows. The planner reads it; changes, answers and timers are what alters it. */
public final class RunState {
  private String runId;
  private Optional<ObjectKey> ownPod = Optional.empty();
  private final Agenda agenda = new Agenda();
  private final ClusterView cluster = new ClusterView();
  private final Room room = new Room(cluster);
  private final BudgetBook budgets = new BudgetBook(cluster, agenda);
  private final Verdicts verdicts = new Verdicts();
  private final Refusals refusals = new Refusals();
  private final Levers levers = new Levers();
  private final Forcing forcing = new Forcing();
  private final WorkloadWork workloads = new WorkloadWork();
  private final Returns returns = new Returns(cluster);
  private final Drains drains = new Drains(cluster, budgets, verdicts, returns);
  private final Joining joining;
  private final Rollouts rollouts = new Rollouts(cluster, agenda);
  private final NodeWork work = new NodeWork();
  private final Course course;
  private final Settling settling;
  private final StageListener listener;
  private final EvictionPace pace = new EvictionPace();
  private Optional<ControlPlaneView> controlPlane = Optional.empty();
  private Waves waves = Waves.NONE;

  public RunState(String runId, StageListener listener) {
    this.runId = runId;
    this.listener = listener;
    this.course = new Course(agenda, this::touchEverything, listener);
    this.joining = new Joining(cluster, agenda, drains::forget, listener::machineUnknown);
    this.settling =
        new Settling(cluster, agenda, new Stages(cluster, drains, work, course), listener);
  }

  /** Hears of nodes that have moved on to another stage, and of nodes that came or went. */
  public interface StageListener {
    void moved(GroupView group, Member member, NodeStage from, NodeStage to);

    void nodeCameOrWent(Node node);

    /** The run ends before it is done. */
    void ends(Ending ending, Instant since);

    /** Nobody knows yet which machine of the group a node's provider id names, if any. */
    void machineUnknown(GroupView group, String providerId);
  }

  /** A node's group and its member there. */
  public record Place(GroupView group, Member member) {}

  public String runId() {
    return runId;
  }

  /** Notes the pod that this process runs in. */
  public void runsIn(ObjectKey pod) {
    ownPod = Optional.of(pod);
  }

  /** Returns whether this process runs on the node. */
  public boolean isOurOwn(String node) {
    return ownPod
        .flatMap(cluster::find)
        .map(Pod.class::cast)
        .flatMap(Pod::nodeName)
        .filter(node::equals)
        .isPresent();
  }

  /** Goes on under the id of the run that an earlier process began. */
  public void adopt(String id) {
    runId = id;
  }

  public Agenda agenda() {
    return agenda;
  }

  public ClusterView cluster() {
    return cluster;
  }

  public Room room() {
    return room;
  }

  public BudgetBook budgets() {
    return budgets;
  }

  public EvictionPace pace() {
    return pace;
  }

  public Waves waves() {
    return waves;
  }

  /** Notes in which order the groups are worked on, and what is asked before. */
  public void proceedsBy(Waves order) {
    waves = order;
  }

  public Verdicts verdicts() {
    return verdicts;
  }

  /** Returns what others have undone, so that it is not done again. */
  public Levers levers() {
    return levers;
  }

  /** Returns what has been deleted by force. */
  public Forcing forcing() {
    return forcing;
  }

  /** Returns which pods come back to the node that they were evicted from. */
  public Returns returns() {
    return returns;
  }

  /** Returns what was said to evictions that were rejected for another reason than a budget. */
  public Refusals refusals() {
    return refusals;
  }

  public Collection<GroupView> groups() {
    return joining.groups();
  }

  public Optional<GroupView> group(String name) {
    return joining.group(name);
  }

  /** Returns the groups that somebody else rolls out. */
  public Rollouts rollouts() {
    return rollouts;
  }

  /** Returns a group of the plan, whoever replaces its nodes. */
  public Optional<PlannedGroup> planned(String name) {
    return joining
        .group(name)
        .<PlannedGroup>map(g -> g)
        .or(() -> rollouts.named(name))
        .or(() -> controlPlane.flatMap(plane -> plane.step(name)));
  }

  /** Returns the control plane, where the plan says what becomes of it. */
  public Optional<ControlPlaneView> controlPlane() {
    return controlPlane;
  }

  public void takeIn(ControlPlaneView plane) {
    controlPlane = Optional.of(plane);
  }

  public Optional<Place> placeOf(String node) {
    return joining.placeOf(node);
  }

  /** Returns what is left to do on a node that somebody else drains. */
  public Drain drainByOthers(String node) {
    return drains.byOthers(node);
  }

  /** Returns what is left to do on a node that is being drained. */
  public Drain drainOf(String node) {
    return drains.of(node);
  }

  /**
   * Takes a group in.
   *
   * @param beginning what told newcomers in an earlier process; absent where the run begins now
   */
  public void addGroup(GroupView group, Optional<Newcomers> beginning, Instant now) {
    joining.add(group);
    observe(group, group.state(), now);
    group.newcomersSince(beginning.orElseGet(() -> Newcomers.since(group.members(), cluster)));
  }

  /** Returns whether the member came after the run had begun. */
  public boolean isNewcomer(GroupView group, Member member) {
    return group.newcomers().includes(member, cluster);
  }

  /** Takes over which machine a node's provider id names. */
  public void identify(GroupView group, String providerId, String instance) {
    joining.identify(group, providerId, instance);
  }

  public void refer(GroupView group) {
    group.refer(
        Reference.of(
            group.members().stream()
                .filter(member -> !member.replacement())
                .flatMap(member -> member.nodeName().flatMap(cluster::node).stream())
                .toList(),
            cluster));
  }

  /** Takes over what the cloud shows of a group. */
  public void observe(GroupView group, GroupState observed, Instant now) {
    GroupMarks before = group.marks();
    for (Member member : group.observe(observed, now)) {
      joining.join(group, member);
      member.nodeName().ifPresent(joining::touch);
    }
    if (nodesGoBy(before, group.marks())) {
      touchEverything();
    }
    if (group.target().template().equals(Optional.of(observed.pointer()))) {
      levers.seen(Levers.pointing(group.name()));
    }
    agenda.add(new AgendaItem.OfGroup(group.name()));
    agenda.add(new AgendaItem.OfRun());
  }

  /** The marks may be there although the answer to their write was lost. */
  private static boolean nodesGoBy(GroupMarks before, GroupMarks after) {
    return before.present() != after.present() || before.borrowed() != after.borrowed();
  }

  /** Takes over the whole cluster; what is not in the snapshot is gone. */
  public void apply(ClusterSnapshot snapshot) {
    LinkedHashSet<ObjectKey> there = new LinkedHashSet<>();
    for (ClusterObject object : snapshot.all()) {
      there.add(object.key());
      put(object);
    }
    for (ObjectKey key : cluster.keys()) {
      if (!there.contains(key)) {
        cluster.find(key).ifPresent(missing -> changed(cluster.remove(key, missing.uid())));
      }
    }
    // A status that is seen together with the pods has counted those that went unseen.
    snapshot.budgets().forEach(budgets::seenWithPods);
    touchEverything();
  }

  /** Takes over one object, unless it is told too late. */
  public void put(ClusterObject object) {
    if (cluster.isPast(object)) {
      return;
    }
    Optional<ClusterObject> other =
        cluster.find(object.key()).filter(o -> !o.uid().equals(object.uid()));
    other.ifPresent(old -> remove(old.key(), old.uid()));
    changed(cluster.put(object));
  }

  /** Forgets an object that was told to be gone. */
  public void remove(ObjectKey key, String uid) {
    cluster.bury(uid);
    changed(cluster.remove(key, uid));
  }

  private void changed(ClusterView.Update update) {
    if (update.changedNothing()) {
      return;
    }
    if (waves.clusterChanged(this)) {
      agenda.add(new AgendaItem.OfRun());
    }
    ClusterObject any = update.after().or(update::before).orElseThrow();
    if (any instanceof Pod) {
      podChanged(update.before().map(Pod.class::cast), update.after().map(Pod.class::cast));
    } else if (any instanceof Node) {
      nodeChanged(update.before().map(Node.class::cast), update.after().map(Node.class::cast));
    } else if (any instanceof Budget) {
      budgetChanged(
          update.before().map(Budget.class::cast), update.after().map(Budget.class::cast));
    } else if (any instanceof Workload workload) {
      workloads.changed(workload);
      budgets.workloadChanged(any.key());
      room.workloadChanged(any.key());
      if (ReplicaMark.of(workload).isPresent()
          || update.before().map(Workload.class::cast).flatMap(ReplicaMark::of).isPresent()) {
        touchEverything();
      }
    } else if (any instanceof VolumeAttachment attachment) {
      joining.touch(attachment.nodeName());
    }
  }

  private void budgetChanged(Optional<Budget> before, Optional<Budget> after) {
    boolean coversTheSame = budgets.budgetChanged(before, after);
    // Which budgets cover a pod decides whether it can be evicted at all.
    ObjectKey key = after.or(() -> before).orElseThrow().key();
    List<String> nodes = coversTheSame ? drains.nodesUnder(key) : drains.nodes();
    nodes.forEach(joining::touch);
    rollouts.touchAll();
  }

  private void podChanged(Optional<Pod> before, Optional<Pod> after) {
    room.podChanged(before, after);
    budgets.podChanged(before, after);
    before.flatMap(Pod::nodeName).ifPresent(this::touch);
    after.flatMap(Pod::nodeName).ifPresent(this::touch);
    touchCanaries();
    if (after.isEmpty()) {
      before.ifPresent(pod -> forget(pod.uid()));
    }
  }

  private void touch(String node) {
    joining.touch(node);
    rollouts.touch(node);
  }

  private void forget(String podUid) {
    verdicts.forget(podUid);
    refusals.forget(podUid);
  }

  /**
   * A canary is judged by pods wherever they land: each moment counts in which one is not Ready.
   */
  private void touchCanaries() {
    for (GroupView group : groups()) {
      if (group.marks().canary() instanceof CanaryMark.Judged) {
        agenda.add(new AgendaItem.OfGroup(group.name()));
      }
    }
  }

  /** The node is being told to leave the load balancers. */
  public void leavesLoadBalancers(Node node) {
    budgets.leaves(node);
  }

  /** It is known what has come of that, or never will be. */
  public void hasLeftLoadBalancersOrNot(Node node) {
    budgets.hasLeftOrNot(node);
  }

  private void nodeChanged(Optional<Node> before, Optional<Node> after) {
    Node any = after.or(() -> before).orElseThrow();
    joining.nodeChanged(any, after.isPresent());
    rollouts.nodeChanged(any, after.isPresent());
    if (before.isEmpty() || after.isEmpty()) {
      listener.nodeCameOrWent(any);
    }
    if (before.filter(Marks::excluded).isPresent() != after.filter(Marks::excluded).isPresent()) {
      budgets.nodeChanged(any);
    }
    room.nodeChanged(any.name());
    if (after.isEmpty()) {
      room.nodeGone(any.name());
    }
    joining.touch(any.name());
  }

  /** Gives everything another look, for example after sight of the cluster was lost. */
  public void touchEverything() {
    joining.touchAll();
    rollouts.touchAll();
    controlPlane.ifPresent(plane -> agenda.add(new AgendaItem.OfControlPlane()));
  }

  /** Reads off the world what the item stands for, before the planner looks at it. */
  public void refresh(AgendaItem item, Instant now) {
    if (item instanceof AgendaItem.OfDrain drain) {
      rollouts.touch(drain.node());
    } else if (item instanceof AgendaItem.OfNode node) {
      placeOf(node.name()).ifPresent(place -> refreshNode(node.name(), place, now));
    } else if (item instanceof AgendaItem.OfGroup name) {
      group(name.name())
          .ifPresent(
              group -> group.nodeless().forEach(member -> settling.settle(group, member, now)));
    }
  }

  private void refreshNode(String name, Place place, Instant now) {
    drains.refresh(name);
    if (!cluster.isDrained(name) && !work.isClosing(name)) {
      // Whatever was promised to its pods, they stay.
      room.withdrawFrom(name);
    }
    settling.settle(place.group(), place.member(), now);
  }

  /** Notes that nothing more is waited for of an instance that was asked to go. */
  public void leaveBehind(String group, String instance, String because) {
    group(group)
        .ifPresent(
            g -> {
              g.leaveBehind(instance, because);
              g.member(instance).ifPresent(member -> touch(g, member));
            });
  }

  private void touch(GroupView group, Member member) {
    member.nodeName().ifPresent(joining::touch);
    agenda.add(new AgendaItem.OfGroup(group.name()));
  }

  /** Notes the phase that a group has come to; its nodes may need something else now. */
  public void enter(GroupView group, Phase phase) {
    group.enter(phase);
    touchEverything();
  }

  /** Notes that a write to the workload is under way. */
  public void occupy(ObjectKey workload) {
    workloads.occupy(workload);
  }

  public boolean isBusy(ObjectKey workload) {
    return workloads.isBusy(workload);
  }

  /** Notes that the write has taken effect, which the workload is yet to show. */
  public void awaitMark(ObjectKey workload, boolean present) {
    workloads.await(workload, present);
    cluster.workload(workload).ifPresent(workloads::changed);
  }

  public void release(ObjectKey workload) {
    workloads.release(workload);
    touchEverything();
  }

  /** Notes that a write to the node is under way. */
  public void occupy(String node) {
    work.occupy(node);
  }

  /** Notes that the node is about to be closed for a drain, so that nothing else counts on it. */
  public void close(String node) {
    work.close(node);
    joining.touch(node);
  }

  public void release(String node) {
    work.release(node);
    joining.touch(node);
    drains.touch(node);
    placeOf(node).ifPresent(p -> agenda.add(new AgendaItem.OfGroup(p.group().name())));
  }

  public boolean isBusy(String node) {
    return work.isBusy(node);
  }

  public boolean isClosing(String node) {
    return work.isClosing(node);
  }

  public void charge(Pod pod) {
    budgets.charge(pod);
  }

  public void discharge(Pod pod) {
    budgets.discharge(pod);
    pod.nodeName().ifPresent(joining::touch);
  }

  /** Notes that the pod's budget is not to be tried before that instant, unless it changes. */
  public void closeBudget(Pod pod, Instant until) {
    budgets.ledgerOf(pod).ifPresent(ledger -> ledger.close(until));
  }

  /** Returns whether and how the run goes on. */
  public Course course() {
    return course;
  }

  /** Returns what the run ends early for. */
  public Optional<Ending> ending() {
    return course.ending();
  }

  /** Returns how many nodes are being drained, over all groups. */
  public int draining() {
    return settling.draining();
  }
}
