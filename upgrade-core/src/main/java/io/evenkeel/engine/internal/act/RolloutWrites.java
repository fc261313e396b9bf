package io.evenkeel.engine.internal.act;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolloutMark;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out what is decided about groups that somebody else rolls out. */
final class RolloutWrites {
  private final Desk desk;
  private final RolloutObserver observer;

  RolloutWrites(Desk desk, RolloutObserver observer) {
    this.desk = desk;
    this.observer = observer;
  }

  void write(Decision.RolloutWrite write) {
    RolloutView view = desk.run().rollouts().named(write.group()).orElseThrow();
    view.busy(true);
    if (write instanceof Decision.NoteRollout note) {
      note(view, note.mark());
    } else if (write instanceof Decision.PaceRollout pace) {
      pace(view, pace);
    } else if (write instanceof Decision.StartRollout start) {
      start(view, start);
    } else {
      cancel(view, (Decision.CancelRollout) write);
    }
  }

  private void note(RolloutView view, RolloutMark mark) {
    desk.note(
        LeaseBook.rollout(view.name(), mark),
        written -> {
          if (written) {
            view.mark(mark);
            mark.begun().ifPresentOrElse(view::begins, view::maybeAnother);
            observer.follow(view);
          }
          free(view);
        });
  }

  private void pace(RolloutView view, Decision.PaceRollout pace) {
    desk.<Answer.Done>write(
        RolloutObserver.what(view, "pace"),
        () -> view.plan().provider().pace(view.name(), pace.pace()),
        answer -> settle(view, pace, answer, done -> paced(view, pace.pace())));
  }

  private void paced(RolloutView view, RolloutPace pace) {
    view.pool().ifPresent(PoolWork::paced);
    if (!view.mark().before().equals(Optional.of(pace))) {
      observer.look(view);
      return;
    }
    view.tally().gaveBack("at most " + pace.maxUnavailable() + " at once, " + pace.capacity());
    desk.tell(
        new UpgradeEvent.GivenBack(
            desk.timeline().now(), view.name(), "its pace is " + pace.maxUnavailable() + " again"));
    view.busy(true);
    desk.note(
        LeaseBook.rollout(view.name(), view.mark().withoutPace()),
        written -> {
          if (written) {
            view.mark(view.mark().withoutPace());
          }
          observer.look(view);
        });
  }

  private void start(RolloutView view, Decision.StartRollout start) {
    RolloutOrder order = new RolloutOrder(view.target(), view.plan().undrainedNodes());
    String token = desk.run().runId() + "-" + view.name();
    desk.<String>write(
        RolloutObserver.what(view, "start"),
        () -> view.plan().provider().start(view.name(), order, token),
        answer -> settle(view, start, answer, id -> started(view, id)));
  }

  private void started(RolloutView view, String id) {
    view.busy(true);
    RolloutMark mark = view.mark().begins(new RolloutMark.Begun(id, RolloutMark.Whose.OURS));
    note(view, view.pool().isPresent() ? mark.sized(view.machines()) : mark);
  }

  private void cancel(RolloutView view, Decision.CancelRollout cancel) {
    desk.<Answer.Done>write(
        RolloutObserver.what(view, "cancel"),
        () -> view.plan().provider().cancel(view.name(), cancel.rollout()),
        answer -> {
          if (answer instanceof Answer.Refused<Answer.Done> refused) {
            goesOn(view, refused.because());
          } else if (answer instanceof Answer.Ok<Answer.Done>) {
            goesOn(view, "it is being cancelled");
          } else {
            settle(view, cancel, answer, done -> {});
          }
        });
  }

  private void goesOn(RolloutView view, String because) {
    view.goesOn(because);
    desk.tell(
        new UpgradeEvent.Waiting(
            desk.timeline().now(),
            view.plan().inWords(),
            "for the end of its rollout: " + because));
    free(view);
  }

  private <T> void settle(
      RolloutView view, Decision.RolloutWrite write, Answer<T> answer, Consumer<T> then) {
    if (answer instanceof Answer.Ok<T> ok) {
      desk.worked(write);
      view.busy(false);
      then.accept(ok.result());
      if (!view.busy()) {
        free(view);
      }
      return;
    }
    desk.refused(write, (Answer.Problem<T>) answer, () -> observer.look(view));
  }

  private void free(RolloutView view) {
    view.busy(false);
    desk.run().agenda().add(new AgendaItem.OfRollout(view.name()));
    desk.run().agenda().add(new AgendaItem.OfRun());
  }
}
