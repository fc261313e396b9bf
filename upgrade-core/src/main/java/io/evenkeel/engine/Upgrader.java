package io.evenkeel.engine;

import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.internal.Await;
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
  private volatile boolean closed;
  private final List<Run> runs = new CopyOnWriteArrayList<>();

  Upgrader(Timeline timeline, PlugInCalls calls, RunSettings settings, Runnable closeTimeline) {
    this.timeline = timeline;
    this.calls = calls;
    this.settings = settings;
    this.closeTimeline = closeTimeline;
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
   */
  public UpgradeRun start(UpgradePlan plan, UpgradeListener... listeners) {
    if (closed) {
      throw new IllegalStateException("the upgrader is closed: start runs before close()");
    }
    return start(new Run(plan, timeline, calls, settings), listeners);
  }

  private UpgradeRun start(Run run, UpgradeListener... listeners) {
    for (UpgradeListener listener : listeners) {
      run.events(listener);
    }
    runs.add(run);
    run.outcome().whenComplete((outcome, fault) -> runs.remove(run));
    timeline.execute(run::start);
    return run;
  }

  /** Says what stands against a run of the plan, and what is worth a warning; reads only. */
  public List<Finding> preflight(UpgradePlan plan) {
    return Await.result(new Run(plan, timeline, calls, settings).preflight(), timeline);
  }

  /**
   * Reads which run is at work on the cluster, or was not finished; reads only.
   *
   * @throws LeaseUnreadableException if the cluster does not answer, or does not allow it
   */
  public Optional<RunStatus> status(ClusterClient cluster) {
    return control(cluster).status();
  }

  /** Returns what acts on the run of that cluster, whichever process has started it. */
  public RunControl control(ClusterClient cluster) {
    return new RunControl(
        new Asking(cluster, timeline, calls, settings),
        timeline,
        (cleanup, listeners) -> cleanUp(cluster, cleanup, listeners));
  }

  private UpgradeRun cleanUp(ClusterClient cluster, Cleanup cleanup, UpgradeListener... listeners) {
    UpgradePlan plan = CleanupPlan.of(cluster, cleanup);
    return start(Run.cleaningUp(plan, timeline, calls, settings), listeners);
  }

  /**
   * Stops every run at once without cleaning up, as a crash would: each can be gone on with by
   * starting its plan again. To end a run in order, cancel it and await its outcome first.
   */
  @Override
  public void close() {
    closed = true;
    runs.forEach(Run::abandon);
    calls.close();
    closeTimeline.run();
  }
}
