package io.evenkeel.engine.internal.act;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.plan.PoolCleaning;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Looks at node pools: when something may have changed, after our writes, and now and then. Several
 * wishes to look become one look.
 */
public final class PoolObserver {
  private static final Duration HINT_PAUSE = Duration.ofMillis(500);

  private final Desk desk;
  private final PoolQuestions questions;
  private final Map<String, Instant> planned = new LinkedHashMap<>();
  private final Set<String> looking = new LinkedHashSet<>();
  private final Set<String> again = new LinkedHashSet<>();
  private final Map<String, Integer> writing = new LinkedHashMap<>();
  private final Map<String, Outage> blind = new LinkedHashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private boolean closed;

  public PoolObserver(Desk desk) {
    this.desk = desk;
    this.questions = new PoolQuestions(desk);
  }

  /** Follows the pool until the run is over. */
  public void start(RolloutView view) {
    NodePoolProvider provider = provider(view);
    desk.raw(
        RolloutObserver.what(view, "onChange"),
        () ->
            CompletableFuture.completedStage(
                provider.onChange(
                    view.name(), () -> desk.later(Duration.ZERO, () -> after(view, HINT_PAUSE)))),
        this::subscribed,
        desk::failedPlugIn);
    after(view, Duration.ZERO);
  }

  private void subscribed(Subscription subscription) {
    subscriptions.add(subscription);
    if (closed) {
      PlugIns.close(subscription);
    }
  }

  public void close() {
    closed = true;
    subscriptions.forEach(PlugIns::close);
  }

  static NodePoolProvider provider(RolloutView view) {
    return view.plan().pool().orElseThrow().provider();
  }

  /** Looks at the pool after that time, unless it is looked at sooner. */
  void after(RolloutView view, Duration wait) {
    Instant due = desk.timeline().now().plus(wait);
    Instant known = planned.get(view.name());
    if (closed || view.done() || (known != null && !known.isAfter(due))) {
      return;
    }
    planned.put(view.name(), due);
    desk.later(
        wait,
        () -> {
          if (planned.remove(view.name(), due)) {
            look(view);
          }
        });
  }

  /** Nothing is decided until what is written now has been seen. */
  void writes(RolloutView view) {
    view.pool().orElseThrow().unseen(true);
    writing.merge(view.name(), 1, Integer::sum);
  }

  void written(RolloutView view) {
    if (writing.merge(view.name(), -1, Integer::sum) == 0) {
      look(view);
    }
  }

  private void look(RolloutView view) {
    if (closed) {
      return;
    }
    if (!looking.add(view.name())) {
      again.add(view.name());
      return;
    }
    desk.<RolloutGroup>call(
        RolloutObserver.what(view, "observe"),
        () -> provider(view).observe(view.name()),
        answer -> seen(view, answer));
  }

  private void seen(RolloutView view, Answer<RolloutGroup> answer) {
    looking.remove(view.name());
    if (answer instanceof Answer.Ok<RolloutGroup> ok) {
      blind.remove(view.name());
      view.observe(ok.result(), desk.timeline().now());
      view.pool().orElseThrow().count(ok.result().pool().orElseThrow());
      view.pool()
          .orElseThrow()
          .misses(PoolCleaning.notShown(view.content(), desk.run()), desk.timeline().now());
      view.touchAllNodes();
      questions.ask(view);
    } else {
      failed(view, (Answer.Problem<RolloutGroup>) answer);
    }
    if (again.remove(view.name())) {
      look(view);
    } else if (writing.getOrDefault(view.name(), 0) == 0 && answer instanceof Answer.Ok<?>) {
      view.pool().orElseThrow().unseen(false);
    }
    touch(view);
    after(view, view.observeEvery());
  }

  /** Has everything decided anew that depends on the pool. */
  void touch(RolloutView view) {
    desk.run().agenda().add(new AgendaItem.OfRollout(view.name()));
    desk.run().agenda().add(new AgendaItem.OfControlPlane());
    desk.run().agenda().add(new AgendaItem.OfRun());
  }

  private void failed(RolloutView view, Answer.Problem<?> problem) {
    String where = view.plan().inWords();
    desk.tell(
        new UpgradeEvent.Waiting(
            desk.timeline().now(), where, "it cannot be seen: " + problem.because()));
    Outage outage = blind.computeIfAbsent(view.name(), none -> new Outage());
    if (outage.goesOn(problem, desk.timeline().now())) {
      desk.run()
          .course()
          .breakOff(
              new Ending.Failing(
                  FailureReason.UNREACHABLE,
                  where + ": it cannot be seen: " + problem.because(),
                  "restore access to the pool, then start again, which goes on with its roll"),
              where + " could not be observed",
              desk.timeline().now());
    }
  }
}
