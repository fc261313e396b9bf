package io.evenkeel.engine;

import static java.util.Objects.requireNonNull;

import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.internal.Waits;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.run.Asking;
import io.evenkeel.engine.internal.run.CleanupPlan;
import io.evenkeel.engine.internal.run.Run;
import io.evenkeel.engine.internal.run.RunSettings;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Carries out plans. It owns its threads and never the clients that a plan names. Thread-safe; on
 * virtual time it belongs to the thread that owns the timeline.
 */
public final class Upgrader implements AutoCloseable {
  private final Timeline timeline;
  private final PlugInCalls calls;
  private final RunSettings settings;
  private final Runnable closeTimeline;
  private final Waits waits;
  private final List<Run> runs = new CopyOnWriteArrayList<>();

  Upgrader(Timeline timeline, PlugInCalls calls, RunSettings settings, Runnable closeTimeline) {
    this.timeline = timeline;
    this.calls = calls;
    this.settings = settings;
    this.closeTimeline = closeTimeline;
    this.waits = new Waits(timeline);
  }

  /** Returns an upgrader on real time. */
  public static Upgrader create() {
    return builder().build();
  }

  /** Returns an upgrader on the given time, such as that of a simulation. */
  public static Upgrader on(Timeline timeline) {
    return builder().timeline(timeline).build();
  }

  public static UpgraderBuilder builder() {
    return new UpgraderBuilder();
  }

  /**
   * Starts a run of the plan, or goes on with one of the same plan that was not finished. Returns
   * at once; what stands against the run is in its outcome.
   *
   * @throws IllegalStateException if this is closed
   */
  public UpgradeRun start(UpgradePlan plan, UpgradeListener... listeners) {
    waits.requireOpen();
    return start(new Run(planned(plan), timeline, calls, settings), listeners);
  }

  private UpgradeRun start(Run run, UpgradeListener... listeners) {
    requireNonNull(listeners, "listeners is null: give a listener, or none");
    for (UpgradeListener listener : listeners) {
      run.events(listener);
    }
    waits.begin(
        () -> {
          timeline.execute(run::start);
          runs.add(run);
        });
    run.outcome().whenComplete((outcome, fault) -> runs.remove(run));
    return run;
  }

  /**
   * Says what stands against a run of the plan, and what is worth a warning; reads only.
   *
   * @throws IllegalStateException if this is closed, or is so before it has looked
   */
  public List<Finding> preflight(UpgradePlan plan) {
    return waits.result(() -> new Run(planned(plan), timeline, calls, settings).preflight());
  }

  /**
   * Reads which run is at work on the cluster, or was not finished; reads only.
   *
   * @throws LeaseUnreadableException if the cluster does not answer, or does not allow it
   * @throws IllegalStateException if this is closed, or is so before the cluster has answered
   */
  public Optional<RunStatus> status(ClusterClient cluster) {
    return control(cluster).status();
  }

  /**
   * Returns what acts on the run of that cluster, whichever process has started it.
   *
   * @throws IllegalStateException if this is closed
   */
  public RunControl control(ClusterClient cluster) {
    waits.requireOpen();
    return new RunControl(
        new Asking(
            requireNonNull(cluster, "cluster is null: give a cluster client"),
            timeline,
            calls,
            settings),
        waits,
        (cleanup, listeners) -> cleanUp(cluster, cleanup, listeners));
  }

  private static UpgradePlan planned(UpgradePlan plan) {
    return requireNonNull(plan, "plan is null: give a plan, from UpgradePlan.builder()");
  }

  private UpgradeRun cleanUp(ClusterClient cluster, Cleanup cleanup, UpgradeListener... listeners) {
    waits.requireOpen();
    requireNonNull(cleanup, "cleanup is null: give a cleanup, from Cleanup.of(..)");
    UpgradePlan plan = CleanupPlan.of(cluster, cleanup);
    return start(Run.cleaningUp(plan, timeline, calls, settings), listeners);
  }

  /**
   * Stops every run at once without cleaning up, as a crash would: each can be gone on with by
   * starting its plan again. To end a run in order, cancel it and await its outcome first. Whoever
   * waits for an answer of this gets an {@link IllegalStateException}.
   */
  @Override
  public void close() {
    waits.close(() -> runs.forEach(Run::abandon));
    calls.close();
    closeTimeline.run();
  }
}
