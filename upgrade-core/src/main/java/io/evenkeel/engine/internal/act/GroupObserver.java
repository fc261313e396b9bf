package io.evenkeel.engine.internal.act;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.model.GroupState;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Looks at groups: when something may have changed, after each of our writes, and now and then
 * while a group is worked on. Several wishes to look become one look.
 */
public final class GroupObserver {
  private static final Duration HINT_PAUSE = Duration.ofMillis(500);

  private final Desk desk;
  private final LinkedHashSet<String> looking = new LinkedHashSet<>();
  private final LinkedHashSet<String> again = new LinkedHashSet<>();
  private final Map<String, Instant> planned = new LinkedHashMap<>();
  private final Map<String, Outage> blind = new LinkedHashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private boolean closed;

  public GroupObserver(Desk desk) {
    this.desk = desk;
  }

  public void start(GroupView group) {
    InstanceProvider provider = group.plan().provider();
    desk.raw(
        PlugIns.call(provider, "onChange", "of node group " + group.name()),
        () ->
            CompletableFuture.completedStage(
                provider.onChange(group.name(), () -> desk.later(HINT_PAUSE, () -> hint(group)))),
        this::subscribed,
        desk::failedPlugIn);
    after(group, group.facts().observeEvery());
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

  /** Looks at the group before the run begins; a look that fails changes nothing. */
  public CompletionStage<Boolean> lookNow(GroupView group) {
    return desk.stage(
            PlugIns.call(group.plan().provider(), "observe", "of node group " + group.name()),
            () -> group.plan().provider().observe(group.name()))
        .handle(
            (answer, fault) -> {
              if (answer instanceof Answer.Ok<GroupState> ok) {
                desk.run().observe(group, ok.result(), desk.timeline().now());
              }
              return true;
            });
  }

  public void hint(GroupView group) {
    after(group, HINT_PAUSE);
  }

  /** Looks after a write; until then the group counts as busy. */
  void settle(GroupView group) {
    group.work().endWrite();
    lookSoon(group);
  }

  /** Looks soon after a termination that ran beside other writes. */
  void lookSoon(GroupView group) {
    if (looking.contains(group.name())) {
      again.add(group.name());
    } else {
      look(group);
    }
  }

  /** Looks at the group after that time, unless it is looked at sooner. */
  void after(GroupView group, Duration wait) {
    Instant due = desk.timeline().now().plus(wait);
    Instant known = planned.get(group.name());
    if (closed || (known != null && !known.isAfter(due))) {
      return;
    }
    planned.put(group.name(), due);
    desk.later(
        wait,
        () -> {
          if (planned.remove(group.name(), due) && !looking.contains(group.name())) {
            look(group);
          }
        });
  }

  private void look(GroupView group) {
    if (closed) {
      return;
    }
    looking.add(group.name());
    int begun = group.work().beginLook();
    desk.<GroupState>call(
        PlugIns.call(group.plan().provider(), "observe", "of node group " + group.name()),
        () -> group.plan().provider().observe(group.name()),
        answer -> looked(group, begun, answer));
  }

  private void looked(GroupView group, int begun, Answer<GroupState> answer) {
    looking.remove(group.name());
    if (again.remove(group.name())) {
      look(group);
      return;
    }
    if (answer instanceof Answer.Ok<GroupState> ok) {
      blind.remove(group.name());
      group.work().endLook(begun);
      desk.run().observe(group, ok.result(), desk.timeline().now());
      tell(group);
    } else {
      failed(group, (Answer.Problem<GroupState>) answer);
    }
    if (!group.done()) {
      after(group, group.facts().observeEvery());
    }
  }

  private void failed(GroupView group, Answer.Problem<GroupState> problem) {
    Instant now = desk.timeline().now();
    desk.tell(
        new UpgradeEvent.Waiting(
            now, "node group " + group.name(), "it cannot be observed: " + problem.because()));
    boolean hopeless =
        problem instanceof Answer.Missing<GroupState>
            || problem instanceof Answer.Denied<GroupState>;
    desk.run().course().misses(now, now.plus(group.facts().observeEvery()));
    Outage outage = blind.computeIfAbsent(group.name(), none -> new Outage());
    if (outage.goesOn(problem, now) || hopeless) {
      desk.run()
          .course()
          .breakOff(
              new Ending.Failing(
                  observed(problem),
                  "node group " + group.name() + " cannot be observed: " + problem.because(),
                  "restore access to the group, then start again"),
              "node group " + group.name() + " could not be observed",
              desk.timeline().now());
    }
  }

  private static FailureReason observed(Answer.Problem<GroupState> problem) {
    return problem instanceof Answer.Unknown<GroupState> unknown
            && unknown.source() == Answer.Source.FAULT
        ? FailureReason.PLUG_IN
        : FailureReason.UNREACHABLE;
  }

  private void tell(GroupView group) {
    GroupState state = group.state();
    desk.tell(
        new UpgradeEvent.GroupObserved(
            desk.timeline().now(),
            group.name(),
            state.desired(),
            state.max(),
            state.present(),
            group.toBeReplaced()));
  }
}
