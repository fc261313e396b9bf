package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.simulation.PoolLimits;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Hears of everything, keeps the truth and the calls under way, and asks the rules. */
public final class Court {
  private final Timeline timeline;
  private final SimulatedCloud cloud;
  private final Picture truth = new Picture();
  private final Map<String, GroupFile> groups = new LinkedHashMap<>();
  private final List<Call> underWay = new ArrayList<>();
  private final List<OracleViolation> violations = new ArrayList<>();
  private final Permits permits = new Permits();
  private final MovedOnce moves = new MovedOnce(this);
  private final Forced forced = new Forced(this);
  private final Fenced fenced = new Fenced(this);
  private final Finishing finishing = new Finishing(this);

  /** Pods whose eviction or deletion was confirmed to its sender. */
  private final LinkedHashSet<String> confirmed = new LinkedHashSet<>();

  /** Nodes, by uid, that bear the mark of the run, or from which others have taken it. */
  private final LinkedHashSet<String> marked = new LinkedHashSet<>();

  private final List<Rule> ofPools = new ArrayList<>();
  private final List<PoolFile> pools = new ArrayList<>();

  private final List<Rule> rules =
      List.of(
          new UnusedOnly(this),
          forced,
          fenced,
          finishing,
          new KeptBudgets(this),
          new KeptReachable(this),
          new KeptAvailable(this),
          new KeptSurge(this),
          new EmptyBeforeGone(this),
          new LeftTargetGroups(this),
          new Gentle(this),
          new NodesGivenBack(this),
          new GroupsGivenBack(this),
          new ReplicasGivenBack(this),
          new OneAtATime(this),
          new SelectedOnly(this),
          new CanaryFirst(this),
          moves);
  private boolean used;

  /** The run that the lease of the cluster names. */
  private Optional<String> runOfLease = Optional.empty();

  /** The run that the lease has named last. */
  private Optional<String> lastRun = Optional.empty();

  /** What is known of the lease. */
  private Optional<LeaseRecord> lease = Optional.empty();

  private Optional<Caller> leaseHolder = Optional.empty();
  private Optional<Caller> lastSender = Optional.empty();

  public Court(SimulatedCloud cloud, Iterable<ClusterObject> start) {
    this.timeline = cloud.timeline();
    this.cloud = cloud;
    start.forEach(truth::put);
  }

  public Permits permits() {
    return permits;
  }

  /** Nothing is wrong with the world any more, so that the run has to end within that time. */
  public void faultsStop(Duration within) {
    finishing.faultsStop(within);
  }

  /** Returns how many pods were deleted by the plan's own forced step. */
  public int forcedPods() {
    return forced.count();
  }

  public MovedOnce moves() {
    return moves;
  }

  public void limits(String group, Limits limits) {
    groups.put(group, new GroupFile(cloud.group(group), limits, this));
  }

  public void limits(SimulatedNodePools provisioner, String pool, PoolLimits limits) {
    PoolFile file = new PoolFile(provisioner, pool, limits);
    pools.add(file);
    ofPools.add(new PoolRule(this, file));
  }

  /** Returns the node pool of the plan that the node is in. */
  Optional<PoolFile> poolOf(Node node) {
    return pools.stream().filter(pool -> pool.has(node)).findFirst();
  }

  boolean hasPool(String name) {
    return pools.stream().anyMatch(pool -> pool.name().equals(name));
  }

  public List<OracleViolation> violations() {
    return List.copyOf(violations);
  }

  /** Returns the file of a group whose limits were stated. */
  public GroupFile file(String group) {
    GroupFile file = groups.get(group);
    if (file == null) {
      throw new IllegalArgumentException("state the limits of group " + group + " first");
    }
    return file;
  }

  // What happens

  /** The API server has accepted an eviction, or serves a deletion; by others it is no matter. */
  public void podAccepted(Pod pod) {
    underWay.stream()
        .filter(call -> call.act().moves().map(Pod::uid).equals(Optional.of(pod.uid())))
        .findFirst()
        .ifPresent(call -> tell(rule -> rule.accepted(pod)));
  }

  public void objectChanged(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    after.ifPresentOrElse(truth::put, () -> before.ifPresent(truth::remove));
    if (after.orElse(null) instanceof Node node) {
      learnMark(node);
    }
    tell(rule -> rule.changed(before, after));
  }

  /** A mark that the run itself takes away again is none any more. */
  private void learnMark(Node node) {
    if (node.hasTaint(Nodes.OUTDATED)) {
      marked.add(node.uid());
    } else if (underWay.stream().anyMatch(call -> call.act().unmarks(node))) {
      marked.remove(node.uid());
    }
  }

  public void cloudChanged(CloudChange change) {
    Optional.ofNullable(groups.get(change.group())).ifPresent(group -> group.changed(change));
    tell(rule -> rule.changed(change));
  }

  public void ended(UpgradeOutcome outcome) {
    if (!used) {
      throw new IllegalStateException(
          "the oracle was asked to judge a run that did not use its client() and provider()");
    }
    if (hasBegun(outcome)) {
      groups.values().forEach(group -> group.sizes().givesUp());
      tell(rule -> rule.ended(outcome));
    }
  }

  /** A process that could not even begin has not ended the run that a dead one has left. */
  private boolean hasBegun(UpgradeOutcome outcome) {
    return runOfLease.isEmpty()
        || runOfLease.get().equals(outcome.summary().runId()) && lastSender.equals(leaseHolder);
  }

  void sent(Call call) {
    watched();
    lastSender = Optional.of(call.caller());
    if (call.act() instanceof Act.Point point) {
      group(point.group()).ifPresent(group -> group.templates().pointedByRun(point.to()));
    }
    if (call.act() instanceof Act.SetSize set) {
      group(set.group()).ifPresent(group -> group.sizes().givesUp());
    }
    if (call.act() instanceof Act.Mark mark) {
      group(mark.group()).ifPresent(group -> group.sizes().marked(call.caller(), mark.marks()));
    }
    tell(rule -> rule.sent(call));
    underWay.add(call);
  }

  void answered(Call call, Call.Result result) {
    if (call.act() instanceof Act.WriteLease write && result == Call.Result.DONE) {
      runOfLease = Optional.ofNullable(write.lease().data().get("run"));
      runOfLease.ifPresent(this::begins);
      lease = Optional.of(write.lease());
      leaseHolder = Optional.of(call.caller());
    }
    underWay.remove(call);
    if (result == Call.Result.DONE) {
      call.act().moves().ifPresent(pod -> confirmed.add(pod.uid()));
    }
    groups.values().forEach(group -> group.answered(call, result));
    tell(rule -> rule.answered(call, result));
  }

  /**
   * A process that died as its run ended has told nobody; whoever starts again begins a new run.
   */
  private void begins(String run) {
    if (lastRun.filter(last -> !last.equals(run)).isPresent()) {
      tell(Rule::beginsAnew);
      for (GroupFile group : groups.values()) {
        if (toldOf(group.name())) {
          group.beginsAnewAfterLeftovers();
        } else {
          group.beginsAnew();
        }
      }
    }
    if (!lastRun.equals(Optional.of(run))) {
      groups.values().forEach(group -> group.templates().targetIsPinned());
    }
    lastRun = Optional.of(run);
  }

  /** Returns whether the lease says that something of the group is not as before. */
  boolean toldOf(String group) {
    return lease.filter(last -> last.data().containsKey("left." + group)).isPresent();
  }

  /** Runs the task once those have read the news who put off reading until their thread is free. */
  void afterReaders(Runnable task) {
    timeline.execute(() -> timeline.execute(task));
  }

  void watched() {
    used = true;
    moves.begin();
  }

  void leaseRead(Caller caller, LeaseRecord read) {
    lease = Optional.of(read);
    fenced.read(caller, read);
  }

  // What the rules ask

  Timeline timeline() {
    return timeline;
  }

  Picture truth() {
    return truth;
  }

  SimulatedCloud cloud() {
    return cloud;
  }

  List<Call> underWay() {
    return underWay;
  }

  Forced forced() {
    return forced;
  }

  /** Returns whether the sender of this call knows that the pod goes by an earlier call. */
  boolean goingByUs(Pod pod, Call but) {
    return confirmed.contains(pod.uid())
        || underWay.stream()
            .filter(call -> call != but && call.caller() == but.caller())
            .filter(call -> !call.givenUpAt(timeline.now()))
            .anyMatch(call -> call.act().moves().map(Pod::uid).equals(Optional.of(pod.uid())));
  }

  /** Returns whether the run has ever marked the node as outdated. */
  boolean marked(Node node) {
    return marked.contains(node.uid());
  }

  List<GroupFile> groups() {
    return List.copyOf(groups.values());
  }

  Optional<GroupFile> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  Optional<GroupFile> groupOfInstance(String instance) {
    return groups.values().stream().filter(group -> group.roster().everHad(instance)).findFirst();
  }

  void violated(Invariant invariant, String what) {
    violations.add(new OracleViolation(invariant, timeline.now(), permits.seed(), what));
  }

  private void tell(Consumer<Rule> news) {
    rules.forEach(news);
    ofPools.forEach(news);
  }
}
