package io.evenkeel.engine.internal.plan;

import io.evenkeel.Checkpoint;
import io.evenkeel.FailureReason;
import io.evenkeel.GateAnswer;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.Hold;
import io.evenkeel.engine.internal.state.HoldMark;
import io.evenkeel.engine.internal.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the run goes on from the checkpoints at which it stands. Gates are asked when the run
 * comes there, when the cluster has changed since, and at the times that they name; how long the
 * run has stood there counts from a mark, and they are asked a last time when patience ends.
 */
final class HoldRule {
  /** Changes of the cluster come in crowds: so long is waited for the rest of one. */
  private static final Duration CROWD = Duration.ofSeconds(5);

  /** What a gate reads elsewhere changes without a sign: so often it is asked anyway. */
  private static final Duration ANYWAY = Duration.ofSeconds(15);

  List<Decision> decide(RunState run, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    if (!run.course().paused()) {
      for (Hold hold : run.waves().standing(run)) {
        decisions.addAll(hold.busy() ? List.of() : decide(hold, now));
      }
    }
    return decisions;
  }

  private static List<Decision> decide(Hold hold, Instant now) {
    if (hold.mark() instanceof HoldMark.None) {
      return List.of(
          new Decision.NoteHold(
              hold, new HoldMark.Standing(now), "how long it is held counts from now"));
    }
    if (!hold.approved()) {
      return awaitApproval(hold, now);
    }
    boolean open = hold.answers().stream().allMatch(a -> a.answer().isOpen());
    if (hold.askedAt().isEmpty() && !hold.gates().isEmpty()) {
      return List.of(new Decision.AskGates(hold));
    }
    return open
        ? List.of(new Decision.NoteHold(hold, new HoldMark.Passed(), "nothing holds it there"))
        : wait(hold, now);
  }

  private static List<Decision> awaitApproval(Hold hold, Instant now) {
    Instant limit = hold.since(now).plus(hold.approvalWithin().orElseThrow());
    return limit.isAfter(now)
        ? List.of(wake(Duration.between(now, limit)))
        : fail(
            FailureReason.NOT_APPROVED,
            name(hold.checkpoint()) + " was not approved within " + words(hold.approvalWithin()),
            "start again, which goes on where it was left, and approve it");
  }

  private static List<Decision> wait(Hold hold, Instant now) {
    for (Hold.Answered answered : hold.answers()) {
      if (answered.answer() instanceof GateAnswer.Failed failed) {
        return fail(
            FailureReason.GATE_CLOSED,
            at(hold, answered) + " has failed: " + failed.because(),
            "mend what it names, then start again");
      }
    }
    Instant limit = hold.waitingSince(now).plus(hold.patience());
    if (!hold.askedAt().orElse(now).isBefore(limit)) {
      return overdue(hold);
    }
    Instant next = nextQuestion(hold, now);
    Instant due = next.isBefore(limit) ? next : limit;
    return due.isAfter(now)
        ? List.of(wake(Duration.between(now, due)))
        : List.of(new Decision.AskGates(hold));
  }

  private static Instant nextQuestion(Hold hold, Instant now) {
    Instant asked = hold.askedAt().orElse(now);
    Instant soonest = asked.plus(CROWD);
    Instant wanted = hold.changedSince() ? soonest : named(hold).orElse(asked.plus(ANYWAY));
    return wanted.isBefore(soonest) ? soonest : wanted;
  }

  /** Returns the time that the gates name; absent where one names none. */
  private static Optional<Instant> named(Hold hold) {
    Optional<Instant> soonest = Optional.empty();
    for (Hold.Answered answered : hold.answers()) {
      if (answered.answer() instanceof GateAnswer.Closed closed) {
        if (closed.until().isEmpty()) {
          return Optional.empty();
        }
        Instant until = closed.until().get();
        soonest = Optional.of(soonest.filter(s -> s.isBefore(until)).orElse(until));
      }
    }
    return soonest;
  }

  private static List<Decision> overdue(Hold hold) {
    Hold.Answered first =
        hold.answers().stream().filter(a -> !a.answer().isOpen()).findFirst().orElseThrow();
    String because = ((GateAnswer.Closed) first.answer()).because();
    boolean fault = first.manner() == Hold.Manner.FAULT;
    return fail(
        fault ? FailureReason.PLUG_IN : FailureReason.GATE_CLOSED,
        at(hold, first)
            + " stayed closed for "
            + words(Optional.of(hold.patience()))
            + ": "
            + because,
        fault
            ? "mend the gate, or take it out of the plan, then start again"
            : "mend what it names, or give the gates more patience, then start again");
  }

  private static String at(Hold hold, Hold.Answered answered) {
    return "gate '" + answered.gate() + "' " + hold.checkpoint();
  }

  private static String name(Checkpoint checkpoint) {
    return checkpoint instanceof Checkpoint.BeforeWave wave
        ? "wave " + wave.wave()
        : checkpoint.toString();
  }

  private static String words(Optional<Duration> duration) {
    long minutes = duration.orElse(Duration.ZERO).toMinutes();
    return minutes > 0 ? minutes + " min" : duration.orElse(Duration.ZERO).toSeconds() + " s";
  }

  private static Decision wake(Duration after) {
    return new Decision.Wake(new AgendaItem.OfRun(), after);
  }

  private static List<Decision> fail(FailureReason reason, String message, String remedy) {
    return List.of(new Decision.End(new Ending.Failing(reason, message, remedy)));
  }
}
