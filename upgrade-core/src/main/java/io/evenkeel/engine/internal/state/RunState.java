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
import io.evenkeel.model.Workload;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a run knows. The planner reads it; changes, answers and timers are what alters it. */
public final class RunState {
  private String runId;
  private final Agenda agenda = new Agenda();
  private final ClusterView cluster = new ClusterView();
  private final Room room = new Room(cluster);
  private final BudgetBook budgets = new BudgetBook(cluster, agenda);
  private final Verdicts verdicts = new Verdicts();
  private final Map<String, GroupView> groups = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, String> nodeOfInstance = new LinkedHashMap<>();
  private final Map<String, Drain> drains = new LinkedHashMap<>();
  private final LinkedHashSet<String> busyNodes = new LinkedHashSet<>();
  private final LinkedHashSet<String> closing = new LinkedHashSet<>();
  private final Stages stages = new Stages(this);
  private final StageListener listener;
  private int draining;
  private boolean blind;
  private boolean paused;
  private Optional<Ending> ending = Optional.empty();
  private Optional<Instant> endingSince = Optional.empty();
  private Optional<String> givenUp = Optional.empty();

  public RunState(String runId, StageListener listener) {
    this.runId = runId;
    this.listener = listener;
  }

  /** Hears of nodes that have moved on to another stage, and of nodes that came or went. */
  public interface StageListener {
    void moved(GroupView group, Member member, NodeStage from, NodeStage to);

    void nodeCameOrWent(Node node);
  }

  /** A node's group and its member there. */
  public record Place(GroupView group, Member member) {}

  public String runId() {
    return runId;
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

  public Verdicts verdicts() {
    return verdicts;
  }

  public Collection<GroupView> groups() {
    return groups.values();
  }

  public Optional<GroupView> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  public Optional<Place> placeOf(String node) {
    return Optional.ofNullable(places.get(node));
  }

  /** Returns what is left to do on a node that is being drained. */
  public Drain drainOf(String node) {
    return drains.computeIfAbsent(node, none -> new Drain());
  }

  public void addGroup(GroupView group, Instant now) {
    groups.put(group.name(), group);
    for (Node node : cluster.nodes()) {
      node.providerId().ifPresent(id -> index(id, node.name(), true));
    }
    observe(group, group.state(), now);
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
    for (Member member : group.observe(observed, now)) {
      join(group, member);
      touch(member);
    }
    agenda.add(new AgendaItem.OfGroup(group.name()));
    agenda.add(new AgendaItem.OfRun());
  }

  /** Takes over the whole cluster; what is not in the snapshot is gone. */
  public void apply(ClusterSnapshot snapshot) {
    blind = false;
    LinkedHashSet<ObjectKey> there = new LinkedHashSet<>();
    for (ClusterObject object : snapshot.all()) {
      there.add(object.key());
      put(object);
    }
    for (ObjectKey key : cluster.keys()) {
      if (!there.contains(key)) {
        cluster.find(key).ifPresent(gone -> remove(key, gone.uid()));
      }
    }
    touchEverything();
  }

  /** Takes over one object. */
  public void put(ClusterObject object) {
    Optional<ClusterObject> other =
        cluster.find(object.key()).filter(o -> !o.uid().equals(object.uid()));
    other.ifPresent(old -> remove(old.key(), old.uid()));
    changed(cluster.put(object));
  }

  public void remove(ObjectKey key, String uid) {
    changed(cluster.remove(key, uid));
  }

  private void changed(ClusterView.Update update) {
    if (update.changedNothing()) {
      return;
    }
    ClusterObject any = update.after().or(update::before).orElseThrow();
    if (any instanceof Pod) {
      podChanged(update.before().map(Pod.class::cast), update.after().map(Pod.class::cast));
    } else if (any instanceof Node) {
      nodeChanged(update.before().map(Node.class::cast), update.after().map(Node.class::cast));
    } else if (any instanceof Budget) {
      budgets.budgetChanged(
          update.before().map(Budget.class::cast), update.after().map(Budget.class::cast));
    } else if (any instanceof Workload) {
      budgets.workloadChanged(any.key());
    } else if (any instanceof io.evenkeel.model.VolumeAttachment attachment) {
      touchNode(attachment.nodeName());
    }
  }

  private void podChanged(Optional<Pod> before, Optional<Pod> after) {
    room.podChanged(before, after);
    budgets.podChanged(before, after);
    before.flatMap(Pod::nodeName).ifPresent(this::touchNode);
    after.flatMap(Pod::nodeName).ifPresent(this::touchNode);
    if (after.isEmpty()) {
      before.ifPresent(pod -> verdicts.forget(pod.uid()));
    }
  }

  private void nodeChanged(Optional<Node> before, Optional<Node> after) {
    Node any = after.or(() -> before).orElseThrow();
    any.providerId().ifPresent(id -> index(id, any.name(), after.isPresent()));
    if (before.isEmpty() || after.isEmpty()) {
      listener.nodeCameOrWent(any);
    }
    if (before.filter(Marks::leftLoadBalancers).isPresent()
        != after.filter(Marks::leftLoadBalancers).isPresent()) {
      budgets.nodeChanged(any);
    }
    room.nodeChanged(any.name());
    if (after.isEmpty()) {
      room.nodeGone(any.name());
    }
    touchNode(any.name());
    placeOf(any.name())
        .ifPresent(place -> place.group().hasNode(place.member(), after.isPresent()));
  }

  private void index(String providerId, String nodeName, boolean present) {
    for (GroupView group : groups.values()) {
      String instance = group.plan().provider().instanceIdOf(providerId);
      if (present) {
        nodeOfInstance.put(instance, nodeName);
      } else {
        nodeOfInstance.remove(instance, nodeName);
      }
      group.member(instance).ifPresent(member -> join(group, member));
    }
  }

  private void join(GroupView group, Member member) {
    Optional<String> node = Optional.ofNullable(nodeOfInstance.get(member.id()));
    if (node.isEmpty()) {
      part(group, member);
      return;
    }
    member.joinedAs(node.get());
    places.put(node.get(), new Place(group, member));
    group.hasNode(member, cluster.node(node.get()).isPresent());
    touchNode(node.get());
  }

  /** The member's node is gone; another one may come under its name. */
  private void part(GroupView group, Member member) {
    group.hasNode(member, false);
    if (member.nodeName().isPresent()) {
      String name = member.nodeName().get();
      member.parted();
      placeOf(name).filter(place -> place.member() == member).ifPresent(p -> places.remove(name));
      Drain drain = drains.remove(name);
      requeue(drain == null ? List.of() : drain.movable(), List.of());
      agenda.add(new AgendaItem.OfGroup(group.name()));
    }
  }

  private void touch(Member member) {
    member.nodeName().ifPresent(this::touchNode);
  }

  private void touchNode(String node) {
    if (places.containsKey(node)) {
      agenda.add(new AgendaItem.OfNode(node));
    }
  }

  /** Gives everything another look, for example after sight of the cluster was lost. */
  public void touchEverything() {
    places.keySet().forEach(this::touchNode);
    groups.keySet().forEach(name -> agenda.add(new AgendaItem.OfGroup(name)));
    agenda.add(new AgendaItem.OfRun());
  }

  /** Reads off the world what the item stands for, before the planner looks at it. */
  public void refresh(AgendaItem item, Instant now) {
    if (item instanceof AgendaItem.OfNode node) {
      placeOf(node.name()).ifPresent(place -> refreshNode(node.name(), place, now));
    } else if (item instanceof AgendaItem.OfGroup name) {
      group(name.name()).ifPresent(group -> refreshNodeless(group, now));
    }
  }

  private void refreshNode(String name, Place place, Instant now) {
    boolean drained = cluster.node(name).map(Marks::drained).orElse(false);
    Drain old = drains.remove(name);
    if (drained) {
      drains.put(name, look(name));
    }
    requeue(old == null ? List.of() : old.movable(), drained ? drainOf(name).movable() : List.of());
    settle(place, now);
  }

  private void refreshNodeless(GroupView group, Instant now) {
    for (Member member : group.nodeless()) {
      settle(new Place(group, member), now);
    }
  }

  private Drain look(String node) {
    Drain drain = new Drain();
    for (Pod pod : cluster.podsOn(node)) {
      if (!pod.ofDaemonSet() && !pod.mirror() && !pod.finished()) {
        drain.add(pod, verdicts.of(pod));
      }
    }
    return drain;
  }

  private void requeue(List<Pod> before, List<Pod> after) {
    before.forEach(pod -> budgets.ledgerOf(pod).ifPresent(ledger -> ledger.dequeue(pod.uid())));
    for (Pod pod : after) {
      budgets
          .ledgerOf(pod)
          .ifPresent(
              ledger -> {
                ledger.enqueue(pod.uid());
                budgets.touch(ledger.key());
              });
    }
  }

  private void recount(GroupView group, Member member) {
    Optional<Node> node = member.nodeName().flatMap(cluster::node);
    boolean available = Availability.of(member, node);
    if (available != member.available()) {
      agenda.add(new AgendaItem.OfGroup(group.name()));
    }
    member.count(
        available,
        node.filter(Marks::softClosed).isPresent(),
        member.nodeName().map(cluster::movablePodsOn).orElse(0));
  }

  private void settle(Place place, Instant now) {
    Member member = place.member();
    NodeStage before = member.stage();
    NodeStage after = stages.of(place.group(), member, now);
    member.moveTo(after);
    recount(place.group(), member);
    if (before == after) {
      return;
    }
    draining += (Availability.draining(after) ? 1 : 0) - (Availability.draining(before) ? 1 : 0);
    agenda.add(new AgendaItem.OfGroup(place.group().name()));
    agenda.add(new AgendaItem.OfRun());
    listener.moved(place.group(), member, before, after);
    if (after == NodeStage.GONE) {
      place.group().drop(member.id());
    }
  }

  /** Notes the phase that a group has come to; its nodes may need something else now. */
  public void enter(GroupView group, Phase phase) {
    group.enter(phase);
    touchEverything();
  }

  public boolean isClosing(String node) {
    return closing.contains(node);
  }

  /** Notes that a write to the node is under way. */
  public void occupy(String node) {
    busyNodes.add(node);
  }

  /** Notes that the node is about to be closed for a drain, so that nothing else counts on it. */
  public void close(String node) {
    closing.add(node);
    touchNode(node);
  }

  public void release(String node) {
    busyNodes.remove(node);
    closing.remove(node);
    touchNode(node);
    placeOf(node).ifPresent(p -> agenda.add(new AgendaItem.OfGroup(p.group().name())));
  }

  public boolean isBusy(String node) {
    return busyNodes.contains(node);
  }

  public void charge(Pod pod) {
    budgets.charge(pod);
  }

  public void discharge(Pod pod) {
    budgets.discharge(pod);
    pod.nodeName().ifPresent(this::touchNode);
  }

  /** Notes that the pod's budget is not to be tried before that instant, unless it changes. */
  public void closeBudget(Pod pod, Instant until) {
    budgets.ledgerOf(pod).ifPresent(ledger -> ledger.close(until));
  }

  /** Returns why even cleaning up has been given up; absent while it goes on. */
  public Optional<String> givenUp() {
    return givenUp;
  }

  public void giveUp(String because) {
    if (givenUp.isEmpty()) {
      givenUp = Optional.of(because);
      agenda.add(new AgendaItem.OfRun());
    }
  }

  /** Returns whether the cluster cannot be seen for now; nothing is decided then. */
  public boolean blind() {
    return blind;
  }

  public void loseSight() {
    blind = true;
  }

  public boolean paused() {
    return paused;
  }

  public void pause(boolean pause) {
    paused = pause;
    touchEverything();
  }

  public Optional<Ending> ending() {
    return ending;
  }

  /** Returns when the run began to end early. */
  public Optional<Instant> endingSince() {
    return endingSince;
  }

  public void end(Ending reason, Instant now) {
    if (ending.isEmpty()) {
      ending = Optional.of(reason);
      endingSince = Optional.of(now);
      touchEverything();
    }
  }

  /** Returns how many nodes are being drained, over all groups. */
  public int draining() {
    return draining;
  }
}
