package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.act.Executor;
import io.evenkeel.engine.internal.act.GateQuestions;
import io.evenkeel.engine.internal.act.LeaseKeeper;
import io.evenkeel.engine.internal.act.PlugInException;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.LeaseRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The beginning of a run: the first look, the lease, and that the loop begins to decide. */
final class Opening {
  private final RunParts parts;
  private final LeaseTaking leases;
  private final Requests requests;
  private final Closing closing;
  private final FirstReads reads;

  Opening(
      RunParts parts, LeaseTaking leases, Requests requests, Closing closing, FirstReads reads) {
    this.parts = parts;
    this.leases = leases;
    this.requests = requests;
    this.closing = closing;
    this.reads = reads;
  }

  void start() {
    leases
        .awaited(parts.purpose(), this::tellLeaseIsWaitedFor)
        .thenCompose(lease -> look(lease, reads))
        .thenCompose(this::goOn)
        .whenComplete(
            (started, fault) -> {
              if (fault != null) {
                closing.cannotStart(fault);
              }
            });
  }

  /** Only looks, and says what was found. */
  CompletionStage<List<Finding>> preflight() {
    return leases
        .read()
        .thenCompose(lease -> look(lease, reads.atOnce()))
        .thenCompose(this::withGates)
        .handle(
            (findings, fault) -> {
              closing.onlyLooked();
              return fault == null ? findings : findings(Closing.cause(fault));
            });
  }

  private CompletionStage<List<Finding>> withGates(Look.Seen seen) {
    if (parts.purpose().goesOnWith(seen.book())) {
      parts.state().waves().recall(seen.book().data());
    }
    Optional<Finding> atWork =
        RunAtWork.finding(
            Admission.looked(parts.purpose(), parts.state(), seen),
            seen.lease(),
            parts.byTheClock().now());
    return new GateQuestions(parts.desk())
        .findings(parts.state().waves().standing(parts.state()))
        .thenApply(
            closed ->
                Stream.of(atWork.stream(), seen.findings().stream(), closed.stream())
                    .flatMap(found -> found)
                    .sorted(Comparator.comparing(Finding::severity))
                    .toList());
  }

  private static List<Finding> findings(Throwable cause) {
    if (cause instanceof StartException start) {
      return List.of(
          Finding.blocker(
              start.reason().name(), "plan", String.valueOf(start.getMessage()), start.remedy()));
    }
    if (cause instanceof PlugInException fault) {
      return List.of(
          Finding.blocker(
              FailureReason.PLUG_IN.name(),
              "plan",
              String.valueOf(fault.getMessage()),
              "mend the plug-in that is named"));
    }
    throw new CompletionException(cause);
  }

  /** Looks once the lease may be taken, so that what is seen is what the run begins from. */
  private CompletionStage<Look.Seen> look(Optional<LeaseRecord> lease, FirstReads by) {
    if (closing.over()) {
      return CompletableFuture.failedStage(new CancellationException("closed while it waited"));
    }
    ClusterFeed feed =
        new ClusterFeed(
            parts.plan().clusterClient(),
            parts.timeline(),
            parts.calls(),
            parts.settings().firstLook());
    closing.holds(feed);
    return new Look(
            parts.plan(),
            parts.purpose(),
            parts.state(),
            parts.timeline(),
            parts.byTheClock(),
            parts.calls(),
            by)
        .take(feed, lease, parts.desk());
  }

  private CompletionStage<Boolean> goOn(Look.Seen seen) {
    seen.findings().forEach(f -> tell(new UpgradeEvent.Found(parts.timeline().now(), f)));
    closing.startedAt(seen.startedAt());
    Admission admission = Admission.of(parts.purpose(), parts.state(), seen);
    if (admission.nothingToDo()) {
      admission.recallWhatIsLeft();
      closing.nothingToDo();
      return CompletableFuture.completedStage(true);
    }
    return leases
        .take(seen.lease(), admission.leaseData(parts.timeline().now()))
        .thenCompose(taken -> lookAgain().thenApply(done -> begin(seen, taken, admission)));
  }

  private void tellLeaseIsWaitedFor(String because) {
    tell(new UpgradeEvent.Waiting(parts.timeline().now(), "the lease of the cluster", because));
  }

  /** What a dying process has done while its lease was waited for is seen before anything else. */
  private CompletionStage<Boolean> lookAgain() {
    CompletionStage<Boolean> all = CompletableFuture.completedStage(true);
    for (GroupView group : parts.state().groups()) {
      all = all.thenCompose(done -> parts.observer().lookNow(group));
    }
    return all;
  }

  private boolean begin(Look.Seen seen, LeaseTaking.Taken taken, Admission admission) {
    if (closing.over()) {
      return false;
    }
    LeaseKeeper keeper = keeper(taken);
    parts.holds(keeper);
    if (parts.purpose().cleansUp()) {
      requests.cleanUp();
    }
    requests.noteDown();
    if (admission.beginning() == UpgradeEvent.Beginning.RESUMED) {
      parts.state().pace().unknownBefore(parts.timeline().now());
    }
    keeper.start();
    tell(
        new UpgradeEvent.RunStarted(
            parts.timeline().now(), parts.state().runId(), admission.beginning()));
    Conflicts.find(parts.state(), taken.lease())
        .forEach(f -> tell(new UpgradeEvent.Found(parts.timeline().now(), f)));
    parts.state().controlPlane().ifPresent(this::tellTarget);
    parts.state().groups().forEach(this::tellTarget);
    parts.state().rollouts().all().forEach(this::tellTarget);
    new WindowKeeper(parts).begin();
    requests.approvals().begin();
    seen.feed().handTo(parts.loop()::apply);
    parts.loop().watchGroups(parts.observer());
    parts
        .loop()
        .begin(
            new Executor(
                parts.desk(),
                parts.observer(),
                parts.rollouts(),
                parts.pools(),
                parts.controlPlane(),
                seen.questions(),
                closing::finish));
    parts.state().rollouts().all().forEach(this::follow);
    parts.controlPlane().begin();
    return true;
  }

  private void follow(RolloutView view) {
    if (view.pool().isPresent()) {
      parts.pools().start(view);
    } else {
      parts.rollouts().follow(view);
    }
  }

  private LeaseKeeper keeper(LeaseTaking.Taken taken) {
    return new LeaseKeeper(
        parts.plan().clusterClient(),
        parts.byTheClock(),
        parts.calls(),
        parts.settings().leaseTimes(),
        taken.lease(),
        taken.validUntil(),
        new LeaseEvents(parts, requests));
  }

  private void tellTarget(ControlPlaneView plane) {
    tell(
        new UpgradeEvent.ControlPlanePinned(
            parts.timeline().now(), plane.state().version(), plane.versionsAhead()));
  }

  private void tellTarget(GroupView group) {
    tell(
        new UpgradeEvent.TargetPinned(
            parts.timeline().now(),
            group.name(),
            group.target().description(),
            group.toBeReplaced(),
            group.state().present()));
  }

  private void tellTarget(RolloutView group) {
    tell(
        new UpgradeEvent.TargetPinned(
            parts.timeline().now(),
            group.name(),
            group.target().description(),
            group.outdated(),
            group.nodes().size()));
  }

  private void tell(UpgradeEvent event) {
    parts.reporter().tell(event);
  }
}
