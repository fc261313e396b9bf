package io.evenkeel.engine.internal.act;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.RolloutCourse;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutProvider;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads how far the rollouts of others are, one question at a time, while they are under way. */
public final class RolloutObserver {
  private final Desk desk;
  private final Set<String> following = new LinkedHashSet<>();
  private final Map<String, Outage> blind = new LinkedHashMap<>();

  public RolloutObserver(Desk desk) {
    this.desk = desk;
  }

  /** Follows the rollout that is under way until it is over. */
  public void follow(RolloutView view) {
    if (view.isTheirs() && following.add(view.name())) {
      ask(view);
    }
  }

  private void ask(RolloutView view) {
    if (!(view.course() instanceof RolloutCourse.UnderWay way)) {
      following.remove(view.name());
      return;
    }
    RolloutProvider provider = view.plan().provider();
    desk.<RolloutState>call(
        what(view, "progress"),
        () -> provider.progress(view.name(), way.rollout().id()),
        answer -> told(view, answer));
  }

  private void told(RolloutView view, Answer<RolloutState> answer) {
    if (answer instanceof Answer.Ok<RolloutState> ok) {
      blind.remove(view.name());
      view.progresses(ok.result(), desk.timeline().now());
    } else {
      failed(view, (Answer.Problem<RolloutState>) answer);
    }
    touch(view);
    desk.later(view.observeEvery(), () -> ask(view));
  }

  /** Reads the group anew. */
  void look(RolloutView view) {
    RolloutProvider provider = view.plan().provider();
    view.busy(true);
    desk.<RolloutGroup>call(
        what(view, "observe"),
        () -> provider.observe(view.name()),
        answer -> {
          if (answer instanceof Answer.Ok<RolloutGroup> ok) {
            blind.remove(view.name());
            view.observe(ok.result(), desk.timeline().now());
            free(view);
          } else {
            failed(view, (Answer.Problem<RolloutGroup>) answer);
            desk.later(view.observeEvery(), () -> free(view));
          }
        });
  }

  /** Asks what the cloud does not show yet, after that time. */
  void verify(RolloutView view, Duration after) {
    RolloutProvider provider = view.plan().provider();
    view.busy(true);
    desk.<List<Finding>>call(
        what(view, "verify"),
        () -> provider.verify(view.name(), view.target()),
        answer -> {
          if (answer instanceof Answer.Ok<List<Finding>> ok) {
            blind.remove(view.name());
            view.verified(ok.result().stream().map(Finding::what).toList());
            view.pool().ifPresent(pool -> pool.verified(desk.timeline().now()));
          } else {
            failed(view, (Answer.Problem<List<Finding>>) answer);
          }
          if (view.toBeReplaced() == 0) {
            free(view);
          } else {
            desk.later(after, () -> free(view));
          }
        });
  }

  private void free(RolloutView view) {
    view.busy(false);
    touch(view);
  }

  private void touch(RolloutView view) {
    desk.run().agenda().add(new AgendaItem.OfRollout(view.name()));
    desk.run().agenda().add(new AgendaItem.OfRun());
  }

  private void failed(RolloutView view, Answer.Problem<?> problem) {
    String where = view.plan().inWords();
    desk.tell(
        new UpgradeEvent.Waiting(
            desk.timeline().now(), where, "its rollout cannot be seen: " + problem.because()));
    boolean hopeless = problem instanceof Answer.Missing<?> || problem instanceof Answer.Denied<?>;
    Outage outage = blind.computeIfAbsent(view.name(), none -> new Outage());
    if (outage.goesOn(problem, desk.timeline().now()) || hopeless) {
      desk.run()
          .course()
          .breakOff(
              new Ending.Failing(
                  FailureReason.UNREACHABLE,
                  where + ": its rollout cannot be seen: " + problem.because(),
                  "restore access to the group, then start again, which goes on with the rollout"),
              where + " could not be observed",
              desk.timeline().now());
    }
  }

  static String what(RolloutView view, String method) {
    return PlugIns.call(view.plan().provider(), method, "of " + view.plan().inWords());
  }
}
