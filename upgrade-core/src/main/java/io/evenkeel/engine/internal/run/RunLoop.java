package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.act.Executor;
import io.evenkeel.engine.internal.act.GroupObserver;
import io.evenkeel.engine.internal.act.Reporter;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.plan.Planner;
import io.evenkeel.engine.internal.plan.Progress;
import io.evenkeel.engine.internal.plan.Promises;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.Timeline;
import java.util.ArrayDeque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what has happened, then decides until the agenda is empty. Everything enters here, one
 * after the other, so that the order of entering is the history of the run.
 */
final class RunLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  private final RunState run;
  private final Planner planner;
  private final Timeline timeline;
  private final Reporter reporter;
  private final RunSettings settings;
  private Optional<Executor> executor = Optional.empty();
  private boolean inside;
  private boolean over;

  RunLoop(
      RunState run, Planner planner, Timeline timeline, Reporter reporter, RunSettings settings) {
    this.run = run;
    this.planner = planner;
    this.timeline = timeline;
    this.reporter = reporter;
    this.settings = settings;
  }

  /** Begins to decide; until then what enters is only taken in. */
  void begin(Executor newExecutor) {
    executor = Optional.of(newExecutor);
    enter(
        () -> {
          Promises.renew(run);
          run.touchEverything();
        });
  }

  void stop() {
    over = true;
  }

  void enter(Runnable input) {
    if (over) {
      return;
    }
    long before = settings.stopwatch().getAsLong();
    if (inside) {
      input.run();
    } else {
      inside = true;
      try {
        guarded(input);
      } finally {
        inside = false;
      }
    }
    settings.decisionTimes().accept(settings.stopwatch().getAsLong() - before);
  }

  /** A fault of ours ends the run by name; what is marked lets a later process go on. */
  private void guarded(Runnable input) {
    try {
      input.run();
      decide();
    } catch (RuntimeException | Error fault) {
      LOG.error("a fault of this library ends the run", fault);
      run.course()
          .breakOff(
              new Ending.Failing(
                  FailureReason.INTERNAL, "a fault of this library: " + fault, "report it, please"),
              "a fault of this library",
              timeline.now());
      // Nothing is looked at any more: what has failed once would fail again.
      executor.ifPresent(e -> e.execute(new Decision.Finish()));
    }
  }

  private void decide() {
    if (executor.isEmpty()) {
      return;
    }
    for (Optional<AgendaItem> item = run.agenda().next();
        item.isPresent() && !over;
        item = run.agenda().next()) {
      run.refresh(item.get(), timeline.now());
      Progress.refresh(item.get(), run, timeline.now()).forEach(reporter::tell);
      for (Decision decision : planner.decide(item.get(), run, timeline.now())) {
        executor.get().execute(decision);
      }
    }
  }

  void apply(ArrayDeque<ClusterEvent> events) {
    enter(() -> events.forEach(this::apply));
  }

  private void apply(ClusterEvent event) {
    if (event instanceof ClusterEvent.Changed changed) {
      run.put(changed.object());
    } else if (event instanceof ClusterEvent.Removed removed) {
      run.remove(removed.key(), removed.uid());
    } else if (event instanceof ClusterEvent.Synced synced) {
      run.course().seeAgain(timeline.now());
      run.apply(synced.snapshot());
    } else if (event instanceof ClusterEvent.Interrupted interrupted) {
      loseSight(interrupted.because());
    } else {
      neverSees((ClusterEvent.Failed) event);
    }
  }

  private void loseSight(String because) {
    LOG.warn("the cluster cannot be seen, nothing is decided meanwhile: {}", because);
    run.course().loseSight(because, timeline.now());
    reporter.tell(new UpgradeEvent.Waiting(timeline.now(), "the cluster", because));
  }

  private void neverSees(ClusterEvent.Failed failed) {
    loseSight(failed.because());
    run.course()
        .breakOff(
            new Ending.Failing(
                FailureReason.UNREACHABLE,
                "the cluster cannot be seen any more: " + failed.because(),
                failed.remedy()),
            "the cluster could not be seen",
            timeline.now());
  }

  void watchGroups(GroupObserver observer) {
    run.groups().forEach(observer::start);
  }
}
