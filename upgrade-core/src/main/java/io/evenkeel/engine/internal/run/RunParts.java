package io.evenkeel.engine.internal.run;

import io.evenkeel.NodeStage;
import io.evenkeel.RemovedNode;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.internal.ScopedTimeline;
import io.evenkeel.engine.internal.SteadyTimeline;
import io.evenkeel.engine.internal.act.ControlPlaneWork;
import io.evenkeel.engine.internal.act.Desk;
import io.evenkeel.engine.internal.act.GroupObserver;
import io.evenkeel.engine.internal.act.LeaseKeeper;
import io.evenkeel.engine.internal.act.MachineQuestions;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PoolObserver;
import io.evenkeel.engine.internal.act.Reporter;
import io.evenkeel.engine.internal.act.RolloutObserver;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.plan.Planner;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Lifecycle;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.Waves;
import io.evenkeel.model.Node;
import io.evenkeel.spi.Timeline;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one run is made of, put together: its state, its loop, and those who act and observe. */
final class RunParts implements RunState.StageListener {
  private static final Logger LOG = LoggerFactory.getLogger(RunParts.class);

  private final UpgradePlan plan;
  private final Purpose purpose;
  private final ScopedTimeline scope;
  private final SteadyTimeline timeline;
  private final PlugInCalls calls;
  private final RunSettings settings;
  private final Reporter reporter = new Reporter();
  private final RunState state;
  private final RunLoop loop;
  private final Desk desk;
  private final GroupObserver observer;
  private final RolloutObserver rollouts;
  private final PoolObserver pools;
  private final ControlPlaneWork controlPlane;
  private Optional<LeaseKeeper> lease = Optional.empty();
  private final MachineQuestions machines;

  private RunParts(
      UpgradePlan plan,
      Purpose purpose,
      Timeline timeline,
      PlugInCalls calls,
      RunSettings settings,
      String runId) {
    this.plan = plan;
    this.purpose = purpose;
    this.scope = new ScopedTimeline(timeline);
    this.timeline = new SteadyTimeline(scope);
    this.calls = calls.on(this.timeline);
    this.settings = settings;
    this.state = new RunState(runId, this);
    state.proceedsBy(Waves.of(plan));
    state.pace().limit(plan.maxEvictionsPerMinute());
    settings.ownPod().ifPresent(state::runsIn);
    this.loop =
        new RunLoop(state, new Planner(plan.maxDrainingNodes()), this.timeline, reporter, settings);
    this.desk = new Desk(plan, state, this.timeline, this.calls, reporter, loop::enter);
    this.observer = new GroupObserver(desk);
    this.rollouts = new RolloutObserver(desk);
    this.pools = new PoolObserver(desk);
    this.controlPlane = new ControlPlaneWork(desk);
    this.machines = new MachineQuestions(desk);
  }

  /** Calls off everything that is still to happen; nothing of the run is left behind. */
  void letGo() {
    loop.stop();
    observer.close();
    pools.close();
    calls.close();
    scope.close();
  }

  static RunParts of(
      UpgradePlan plan,
      Purpose.Kind kind,
      Timeline timeline,
      PlugInCalls calls,
      RunSettings settings) {
    String runId = "run-" + Long.toString(timeline.now().toEpochMilli(), 36);
    return new RunParts(plan, Purpose.of(kind, plan), timeline, calls, settings, runId);
  }

  Purpose purpose() {
    return purpose;
  }

  UpgradePlan plan() {
    return plan;
  }

  /** Returns the time of the run, which does not jump when the clock is set. */
  Timeline timeline() {
    return timeline;
  }

  /** Returns the time by the clock, for a lease that others read as well. */
  Timeline byTheClock() {
    return timeline.byTheClock();
  }

  PlugInCalls calls() {
    return calls;
  }

  RunSettings settings() {
    return settings;
  }

  Reporter reporter() {
    return reporter;
  }

  RunState state() {
    return state;
  }

  RunLoop loop() {
    return loop;
  }

  Desk desk() {
    return desk;
  }

  GroupObserver observer() {
    return observer;
  }

  RolloutObserver rollouts() {
    return rollouts;
  }

  PoolObserver pools() {
    return pools;
  }

  ControlPlaneWork controlPlane() {
    return controlPlane;
  }

  /** Returns the lease, once it is held. */
  Optional<LeaseKeeper> lease() {
    return lease;
  }

  void holds(LeaseKeeper taken) {
    lease = Optional.of(taken);
    desk.holds(taken);
  }

  /** What the run means to do is written down before it is done. */
  @Override
  public void ends(Ending ending, Instant since) {
    lease.ifPresent(
        keeper ->
            keeper
                .intend(LeaseBook.ended(ending, since))
                .whenComplete((done, fault) -> loop.enter(state::touchEverything)));
  }

  @Override
  public void moved(GroupView group, Member member, NodeStage from, NodeStage to) {
    if (!Lifecycle.allows(from, to)) {
      // Others act on nodes as well: nothing that a reader of the log could do something about.
      LOG.debug("{} moved from {} to {}, which is not in the table", member.label(), from, to);
    }
    if (to == NodeStage.GONE && member.outdated()) {
      group.tally().replacedOne();
    }
    if (to == NodeStage.GONE) {
      member.unused().ifPresent(because -> removed(group, member, because));
    }
    reporter.tell(
        new UpgradeEvent.NodeMoved(timeline.now(), group.name(), member.label(), from, to));
  }

  private void removed(GroupView group, Member member, String because) {
    RemovedNode node = new RemovedNode(member.label(), because);
    group.tally().removed(node);
    reporter.tell(new UpgradeEvent.NodeRemoved(timeline.now(), group.name(), node));
  }

  @Override
  public void machineUnknown(GroupView group, String providerId) {
    machines.ask(group, providerId);
  }

  @Override
  public void nodeCameOrWent(Node node) {
    state.groups().stream().filter(g -> !g.done()).forEach(observer::hint);
  }
}
