package io.evenkeel.engine.internal.act;

import io.evenkeel.GateAnswer;
import io.evenkeel.GateQuestion;
import io.evenkeel.NamedGate;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Hold;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks gates; they are user's code, so that one which fails counts as closed, with its fault. */
public final class GateQuestions {
  private final Desk desk;

  public GateQuestions(Desk desk) {
    this.desk = desk;
  }

  /** Asks every gate of a checkpoint; the round is over once all have answered. */
  void ask(Hold hold) {
    Instant now = desk.timeline().now();
    hold.ask(now);
    hold.busy(true);
    CompletionStage<Boolean> all = CompletableFuture.completedStage(true);
    GateQuestion question = question(hold, now);
    for (NamedGate gate : hold.gates()) {
      CompletionStage<Boolean> one =
          answer(gate, question).thenApply(answered -> note(hold, answered));
      all = all.thenCombine(one, Boolean::logicalAnd);
    }
    desk.own(all, open -> roundIsOver(hold), fault -> roundIsOver(hold));
  }

  private void roundIsOver(Hold hold) {
    hold.busy(false);
    desk.run().agenda().add(new AgendaItem.OfRun());
    hold.answers().stream()
        .filter(answered -> !answered.answer().isOpen())
        .findFirst()
        .map(closed -> where(hold, closed) + ": " + because(closed.answer()))
        .filter(text -> hold.worthTelling(text, desk.timeline().now()))
        .ifPresent(text -> desk.note(Map.of(LeaseBook.WAITS, text), written -> {}));
  }

  private static String where(Hold hold, Hold.Answered answered) {
    return "gate '" + answered.gate() + "' " + hold.checkpoint();
  }

  private boolean note(Hold hold, Hold.Answered answered) {
    boolean open = answered.answer().isOpen();
    if (hold.answered(answered) && !open) {
      desk.tell(
          new UpgradeEvent.GateClosed(
              desk.timeline().now(),
              hold.checkpoint(),
              answered.gate(),
              because(answered.answer())));
    }
    return open;
  }

  /** Asks the gates at which a run would stand now, and returns what is closed; changes nothing. */
  public CompletionStage<List<Finding>> findings(List<Hold> holds) {
    CompletionStage<List<Finding>> all = CompletableFuture.completedStage(new ArrayList<>());
    Instant now = desk.timeline().now();
    for (Hold hold : holds) {
      GateQuestion question = question(hold, now);
      for (NamedGate gate : hold.gates()) {
        all = all.thenCombine(answer(gate, question), (list, a) -> with(list, hold, a));
      }
      if (!hold.approved()) {
        all = all.thenApply(list -> with(list, unapproved(hold)));
      }
    }
    return all;
  }

  private static List<Finding> with(List<Finding> list, Hold hold, Hold.Answered answered) {
    String where = where(hold, answered);
    if (answered.answer() instanceof GateAnswer.Failed failed) {
      return with(
          list,
          Finding.blocker("GATE_FAILED", where, failed.because(), "mend what it names first"));
    }
    return answered.answer().isOpen()
        ? list
        : with(
            list,
            Finding.warning(
                "GATE_CLOSED",
                where,
                because(answered.answer()),
                "a run waits there for up to " + words(hold.patience()) + ", then it fails"));
  }

  private static Finding unapproved(Hold hold) {
    return Finding.warning(
        "NEEDS_APPROVAL",
        hold.checkpoint().toString(),
        "the plan asks somebody to approve it",
        "approve it once the run waits for that, or before");
  }

  private static List<Finding> with(List<Finding> list, Finding finding) {
    List<Finding> longer = new ArrayList<>(list);
    longer.add(finding);
    return longer;
  }

  /** Completes on the deciding thread, never exceptionally. */
  private CompletionStage<Hold.Answered> answer(NamedGate gate, GateQuestion question) {
    String method = "check(..) of gate '" + gate.name() + "'";
    return desk.logged(
            method, method + " " + question.checkpoint(), () -> gate.gate().check(question))
        .handle(
            (answer, fault) ->
                fault == null
                    ? new Hold.Answered(gate.name(), answer, Hold.Manner.GIVEN)
                    : new Hold.Answered(
                        gate.name(), GateAnswer.closed(Desk.message(fault)), Hold.Manner.FAULT));
  }

  /** A gate may go by the time of day, so it is told what the clock says. */
  private GateQuestion question(Hold hold, Instant now) {
    Duration set = desk.clockSet();
    return new GateQuestion(
        hold.checkpoint(),
        hold.groups(),
        desk.run().cluster().snapshot(),
        hold.since(now).plus(set),
        now.plus(set));
  }

  private static String because(GateAnswer answer) {
    if (answer instanceof GateAnswer.Failed failed) {
      return failed.because();
    }
    return answer instanceof GateAnswer.Closed closed ? closed.because() : "";
  }

  private static String words(Duration duration) {
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}
