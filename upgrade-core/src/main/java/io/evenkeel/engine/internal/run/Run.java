package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.internal.Await;
import io.evenkeel.engine.internal.act.Desk;
import io.evenkeel.engine.internal.act.Executor;
import io.evenkeel.engine.internal.act.GroupObserver;
import io.evenkeel.engine.internal.act.LeaseKeeper;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.Reporter;
import io.evenkeel.engine.internal.act.TargetText;
import io.evenkeel.engine.internal.plan.Planner;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Lifecycle;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Subscription;
import io.evenkeel.spi.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One execution of a plan: the first look, the lease, the loop, and the outcome. */
public final class Run implements UpgradeRun, RunState.StageListener {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final UpgradePlan plan;
  private final Timeline timeline;
  private final PlugInCalls calls;
  private final RunSettings settings;
  private final Reporter reporter = new Reporter();
  private final CompletableFuture<UpgradeOutcome> outcome = new CompletableFuture<>();
  private final LeaseTaking leases;
  private RunState state;
  private RunLoop loop;
  private Desk desk;
  private GroupObserver observer;
  private Instant startedAt;
  private Optional<ClusterFeed> feed = Optional.empty();
  private Optional<LeaseKeeper> lease = Optional.empty();
  private boolean finishing;

  public Run(UpgradePlan plan, Timeline timeline, PlugInCalls calls, RunSettings settings) {
    this.plan = plan;
    this.timeline = timeline;
    this.calls = calls;
    this.settings = settings;
    this.startedAt = timeline.now();
    this.leases =
        new LeaseTaking(
            plan.clusterClient(), timeline, calls, settings.leaseTimes(), settings.holder());
    this.state = newState("run-" + Long.toString(startedAt.toEpochMilli(), 36));
    this.loop = newLoop();
    this.desk = newDesk();
    this.observer = new GroupObserver(desk);
  }

  private RunState newState(String runId) {
    return new RunState(runId, this);
  }

  private RunLoop newLoop() {
    return new RunLoop(state, new Planner(plan.maxDrainingNodes()), timeline, reporter, settings);
  }

  private Desk newDesk() {
    return new Desk(plan, state, timeline, calls, reporter, loop::enter);
  }

  /** Begins; the outcome tells the rest. */
  public void start() {
    look()
        .thenCompose(this::goOn)
        .whenComplete(
            (started, fault) -> {
              if (fault != null) {
                cannotStart(fault);
              }
            });
  }

  /** Only looks, and says what was found. */
  public CompletionStage<List<Finding>> preflight() {
    return look()
        .handle(
            (seen, fault) -> {
              feed.ifPresent(ClusterFeed::close);
              if (fault == null) {
                return seen.findings();
              }
              if (cause(fault) instanceof StartException start) {
                return List.of(
                    Finding.blocker(
                        start.reason().name(),
                        "plan",
                        String.valueOf(start.getMessage()),
                        start.remedy()));
              }
              throw new CompletionException(cause(fault));
            });
  }

  private CompletionStage<Look.Seen> look() {
    ClusterFeed newFeed = new ClusterFeed(plan.clusterClient(), timeline, settings.firstLook());
    feed = Optional.of(newFeed);
    return new Look(plan, state, timeline, calls, leases).take(newFeed, ready -> desk);
  }

  private CompletionStage<Boolean> goOn(Look.Seen seen) {
    seen.findings().forEach(f -> reporter.tell(new UpgradeEvent.Found(timeline.now(), f)));
    startedAt = seen.startedAt();
    Admission admission = Admission.of(plan, state, seen);
    if (admission.nothingToDo()) {
      finishWith(new UpgradeOutcome.Succeeded(Summaries.of(state, startedAt, timeline.now())));
      return CompletableFuture.completedStage(true);
    }
    return leases
        .take(seen.lease(), admission::leaseData, this::tellLeaseIsWaitedFor)
        .thenCompose(
            taken ->
                lookAgain()
                    .thenApply(
                        done -> {
                          if (!outcome.isDone()) {
                            begin(seen, taken, admission.beginning());
                          }
                          return true;
                        }));
  }

  private void tellLeaseIsWaitedFor(String because) {
    reporter.tell(new UpgradeEvent.Waiting(timeline.now(), "the lease of the cluster", because));
  }

  /** What a dying process has done while its lease was waited for is seen before anything else. */
  private CompletionStage<Boolean> lookAgain() {
    CompletionStage<Boolean> all = CompletableFuture.completedStage(true);
    for (GroupView group : state.groups()) {
      all = all.thenCompose(done -> observer.lookNow(group));
    }
    return all;
  }

  private void begin(Look.Seen seen, LeaseTaking.Taken taken, UpgradeEvent.Beginning beginning) {
    LeaseKeeper keeper =
        new LeaseKeeper(
            plan.clusterClient(),
            timeline,
            calls,
            settings.leaseTimes(),
            taken.lease(),
            taken.validUntil(),
            () -> loop.enter(this::leaseLost),
            request -> loop.enter(() -> request(request)));
    lease = Optional.of(keeper);
    desk.fence(keeper::safeToWrite);
    keeper.start();
    reporter.tell(new UpgradeEvent.RunStarted(timeline.now(), state.runId(), beginning));
    state.groups().forEach(this::tellTarget);
    feed.orElseThrow().handTo(loop::apply);
    loop.watchGroups(observer);
    loop.begin(
        new Executor(
            desk, observer, seen.questions(), keeper::safeToWrite, this::pin, this::finish));
  }

  private CompletionStage<Boolean> pin(String group, ResolvedTarget target) {
    return lease.orElseThrow().put(Map.of("target." + group, TargetText.write(target)));
  }

  private void tellTarget(GroupView group) {
    reporter.tell(
        new UpgradeEvent.TargetPinned(
            timeline.now(),
            group.name(),
            group.target().description(),
            group.toBeReplaced(),
            group.state().present()));
  }

  private void request(String request) {
    switch (request) {
      case "pause" -> pauseNow();
      case "resume" -> resumeNow();
      case "cancel" ->
          state.end(new Ending.Cancelled("a request", Ending.Surge.STAYS), timeline.now());
      default -> LOG.warn("a request that this version does not know was left alone: {}", request);
    }
  }

  private void leaseLost() {
    state.end(
        new Ending.Failing(
            FailureReason.LEASE_LOST,
            "the lease of this run was taken by somebody else or could not be renewed",
            "see who holds it; this process has stopped writing"),
        timeline.now());
    state.giveUp("the lease was lost");
  }

  private void finish() {
    if (finishing) {
      return;
    }
    finishing = true;
    UpgradeOutcome result = Summaries.outcome(state, startedAt, timeline.now());
    CompletionStage<Boolean> released =
        state.givenUp().isPresent()
            ? CompletableFuture.completedStage(false)
            : lease.orElseThrow().release();
    released.whenComplete((done, fault) -> finishWith(result));
  }

  private void finishWith(UpgradeOutcome result) {
    loop.stop();
    observer.close();
    lease.ifPresent(LeaseKeeper::abandon);
    feed.ifPresent(ClusterFeed::close);
    reporter.tell(new UpgradeEvent.RunEnded(timeline.now(), result));
    outcome.complete(result);
  }

  private void cannotStart(Throwable fault) {
    if (outcome.isDone()) {
      return;
    }
    Throwable cause = cause(fault);
    if (!(cause instanceof StartException)) {
      LOG.error("the run could not be started", cause);
    }
    StartException start =
        cause instanceof StartException known
            ? known
            : new StartException(
                FailureReason.PLUG_IN,
                String.valueOf(cause.getMessage()),
                "see the log for its cause");
    finishWith(
        new UpgradeOutcome.Failed(
            start.reason(),
            String.valueOf(start.getMessage()),
            start.remedy(),
            start.findings(),
            Summaries.of(state, startedAt, timeline.now())));
  }

  private static Throwable cause(Throwable fault) {
    return fault instanceof CompletionException && fault.getCause() != null
        ? fault.getCause()
        : fault;
  }

  /** Stops at once without cleaning up, as a crash does; another process may go on. */
  public void abandon() {
    timeline.execute(
        () -> {
          if (!outcome.isDone()) {
            loop.stop();
            observer.close();
            leases.close();
            lease.ifPresent(LeaseKeeper::abandon);
            feed.ifPresent(ClusterFeed::close);
            outcome.completeExceptionally(
                new IllegalStateException("the upgrader was closed; start again to go on"));
          }
        });
  }

  @Override
  public void moved(GroupView group, Member member, NodeStage from, NodeStage to) {
    if (!Lifecycle.allows(from, to)) {
      LOG.warn("{} moved from {} to {}, which was not foreseen", member.label(), from, to);
    }
    if (to == NodeStage.GONE && member.outdated()) {
      group.tally().replacedOne();
    }
    reporter.tell(
        new UpgradeEvent.NodeMoved(timeline.now(), group.name(), member.label(), from, to));
  }

  @Override
  public void nodeCameOrWent(Node node) {
    state.groups().stream().filter(g -> !g.done()).forEach(observer::hint);
  }

  @Override
  public String id() {
    return state.runId();
  }

  @Override
  public UpgradeOutcome await() {
    return Await.result(outcome, timeline);
  }

  @Override
  public CompletionStage<UpgradeOutcome> outcome() {
    return outcome.minimalCompletionStage();
  }

  @Override
  public void pause() {
    timeline.execute(() -> loop.enter(this::pauseNow));
  }

  @Override
  public void resume() {
    timeline.execute(() -> loop.enter(this::resumeNow));
  }

  private void pauseNow() {
    state.pause(true);
    reporter.tell(new UpgradeEvent.RunPaused(timeline.now()));
  }

  private void resumeNow() {
    state.pause(false);
    reporter.tell(new UpgradeEvent.RunResumed(timeline.now()));
  }

  @Override
  public void cancel() {
    cancel(Ending.Surge.STAYS);
  }

  @Override
  public void cancelReturningSurge() {
    cancel(Ending.Surge.RETURNED);
  }

  private void cancel(Ending.Surge surge) {
    timeline.execute(
        () ->
            loop.enter(() -> state.end(new Ending.Cancelled("the caller", surge), timeline.now())));
  }

  @Override
  public Subscription events(UpgradeListener listener) {
    return reporter.add(listener);
  }
}
