package io.evenkeel.engine.internal.act;

import io.evenkeel.Disposition;
import io.evenkeel.FailureReason;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Evictions and deletions; each is charged to its budget before it is sent. */
final class PodWrites {
  private static final Duration SECOND_LOOK = Duration.ofSeconds(10);
  private static final Duration SHORTEST_GRACE = Duration.ofSeconds(1);

  private final Desk desk;
  private final RunState run;

  PodWrites(Desk desk) {
    this.desk = desk;
    this.run = desk.run();
  }

  void evict(Decision.Evict decision) {
    run.charge(decision.pod());
    run.pace().sent(desk.timeline().now());
    desk.raw(
        PlugIns.call(
            desk.plan().clusterClient(),
            decision.how() instanceof Disposition.Delete ? "delete" : "evict",
            "of pod " + decision.pod().key().path()),
        () ->
            desk.mayWrite()
                ? send(decision)
                : CompletableFuture.completedStage(
                    new EvictionAnswer.Throttled(SECOND_LOOK, "the lease was about to run out")),
        answer -> answered(decision, answer),
        fault -> unknown(decision, new Answer.Unknown<>(fault, Answer.Source.FAULT)));
  }

  /** The plan's own forced step: it asks no budget, and takes no slot of one. */
  void force(Decision.ForceDelete decision) {
    Pod pod = decision.pod();
    Duration grace = atLeastASecond(decision.grace());
    run.forcing().sent(pod.uid(), grace, decision.budget(), desk.timeline().now());
    if (!pod.terminating()) {
      run.charge(pod);
    }
    desk.<Answer.Done>write(
        PlugIns.call(desk.plan().clusterClient(), "delete", "of pod " + pod.key().path()),
        () -> desk.plan().clusterClient().delete(pod, grace),
        answer -> forced(decision, answer));
  }

  private void forced(Decision.ForceDelete decision, Answer<Answer.Done> answer) {
    Pod pod = decision.pod();
    if (answer instanceof Answer.Problem<Answer.Done> problem
        && !(answer instanceof Answer.Missing<Answer.Done>)) {
      desk.refused(decision, problem, () -> run.discharge(pod));
      return;
    }
    desk.worked(decision);
    run.group(decision.group()).ifPresent(group -> group.tally().evicted(pod.uid()));
    desk.tell(
        new UpgradeEvent.PodEvicted(
            desk.timeline().now(),
            pod.key(),
            pod.nodeName().orElse(""),
            decision.budget().path() + ", by force"));
  }

  private CompletionStage<EvictionAnswer> send(Decision.Evict decision) {
    if (decision.how() instanceof Disposition.Delete delete) {
      Duration grace = delete.grace().orElse(decision.pod().grace());
      return desk.plan()
          .clusterClient()
          .delete(decision.pod(), atLeastASecond(grace))
          .thenApply(PodWrites::asEviction);
    }
    Optional<Duration> grace = ((Disposition.Evict) decision.how()).grace();
    return desk.plan().clusterClient().evict(decision.pod(), grace.map(PodWrites::atLeastASecond));
  }

  private static Duration atLeastASecond(Duration grace) {
    return grace.compareTo(SHORTEST_GRACE) < 0 ? SHORTEST_GRACE : grace;
  }

  private static EvictionAnswer asEviction(Answer<Answer.Done> answer) {
    if (answer instanceof Answer.Ok<Answer.Done>) {
      return new EvictionAnswer.Accepted();
    }
    if (answer instanceof Answer.Missing<Answer.Done>) {
      return new EvictionAnswer.Gone();
    }
    if (answer instanceof Answer.Denied<Answer.Done> denied) {
      return new EvictionAnswer.Forbidden(denied.permission(), denied.because());
    }
    if (answer instanceof Answer.Throttled<Answer.Done> throttled) {
      return new EvictionAnswer.Throttled(throttled.retryAfter(), throttled.because());
    }
    return new EvictionAnswer.Failed(((Answer.Problem<Answer.Done>) answer).because());
  }

  private void answered(Decision.Evict decision, EvictionAnswer answer) {
    if (answer instanceof EvictionAnswer.Accepted) {
      accepted(decision);
    } else if (answer instanceof EvictionAnswer.RefusedByBudget refused) {
      tellRefused(decision, refused.budget(), refused.because());
      close(decision.pod(), atLeastASecond(refused.retryAfter().orElse(SECOND_LOOK)));
    } else if (answer instanceof EvictionAnswer.Throttled throttled) {
      tellRefused(decision, "the API server", throttled.because());
      close(decision.pod(), atLeastASecond(throttled.retryAfter()));
    } else if (answer instanceof EvictionAnswer.Misconfigured misconfigured) {
      String budgets = String.join(", ", misconfigured.budgets());
      rejected(decision, Obstacle.Cause.SEVERAL_BUDGETS, budgets, misconfigured.because());
    } else if (answer instanceof EvictionAnswer.RejectedByAdmission rejected) {
      rejected(decision, Obstacle.Cause.ADMISSION, rejected.by(), rejected.because());
    } else if (answer instanceof EvictionAnswer.Forbidden forbidden) {
      forbidden(decision, forbidden);
    } else if (answer instanceof EvictionAnswer.Failed failed) {
      unknown(decision, new Answer.Unknown<>(failed.because()));
    } else {
      run.discharge(decision.pod());
      // The answer is newer than what the watch has told.
      run.remove(decision.pod().key(), decision.pod().uid());
    }
  }

  private void accepted(Decision.Evict decision) {
    desk.worked(decision);
    Pod pod = decision.pod();
    run.refusals().forget(pod.uid());
    run.returns().evicted(pod);
    run.group(decision.group()).ifPresent(group -> group.tally().evicted(pod.uid()));
    desk.tell(
        new UpgradeEvent.PodEvicted(
            desk.timeline().now(), pod.key(), pod.nodeName().orElse(""), decision.budget()));
  }

  private void close(Pod pod, Duration wait) {
    run.closeBudget(pod, desk.timeline().now().plus(wait));
    run.discharge(pod);
  }

  /** This pod stays for now, others go on. */
  private void rejected(Decision.Evict decision, Obstacle.Cause cause, String by, String because) {
    tellRefused(decision, by, because);
    run.refusals().note(decision.pod(), cause, by, because, desk.timeline().now());
    run.discharge(decision.pod());
  }

  private void forbidden(Decision.Evict decision, EvictionAnswer.Forbidden answer) {
    if (answer.permission().isEmpty()) {
      rejected(decision, Obstacle.Cause.REFUSED, "the API server", answer.because());
      return;
    }
    tellRefused(decision, answer.permission(), answer.because());
    if (!desk.deniedForGood(answer.permission())) {
      close(decision.pod(), Denials.NEXT_TRY);
      return;
    }
    run.discharge(decision.pod());
    run.course()
        .end(
            new Ending.Failing(
                FailureReason.DENIED,
                "pod " + decision.pod().key().path() + " may not be evicted: " + answer.because(),
                "grant " + answer.permission()),
            desk.timeline().now());
  }

  /** Nobody knows whether it took effect: the slot stays taken until the world has been seen. */
  private void unknown(Decision.Evict decision, Answer.Problem<Answer.Done> problem) {
    Pod pod = decision.pod();
    Runnable again =
        () -> {
          if (run.cluster().pod(pod.uid()).filter(p -> !p.terminating()).isPresent()) {
            run.discharge(pod);
          }
        };
    if (Desk.reason(problem) == FailureReason.UNREACHABLE) {
      desk.refused(decision, problem, again, () -> stays(pod, problem));
    } else {
      desk.refused(decision, problem, again);
    }
  }

  /** Where others are answered, something stands between this pod and its eviction for a while. */
  private void stays(Pod pod, Answer.Problem<Answer.Done> problem) {
    run.refusals()
        .note(
            pod,
            Obstacle.Cause.REFUSED,
            "the API server",
            problem.because(),
            desk.timeline().now());
  }

  private void tellRefused(Decision.Evict decision, String by, String because) {
    Pod pod = decision.pod();
    desk.tell(
        new UpgradeEvent.EvictionRefused(
            desk.timeline().now(), pod.key(), pod.nodeName().orElse(""), by, because));
  }
}
