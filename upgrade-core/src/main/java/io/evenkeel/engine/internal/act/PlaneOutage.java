package io.evenkeel.engine.internal.act;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.spi.Answer;

/** That the control plane cannot be seen: told, waited for, and at last what the run ends for. */
final class PlaneOutage {
  private static final String SUBJECT = "control plane";

  private final Desk desk;
  private final Outage blind = new Outage();

  PlaneOutage(Desk desk) {
    this.desk = desk;
  }

  void over() {
    blind.over();
  }

  void goesOn(Answer.Problem<?> problem) {
    String because = "it cannot be seen: " + problem.because();
    desk.tell(new UpgradeEvent.Waiting(desk.timeline().now(), SUBJECT, because));
    boolean forGood =
        problem instanceof Answer.Denied<?> denied && desk.deniedForGood(denied.permission());
    if (blind.goesOn(problem, desk.timeline().now()) || forGood) {
      desk.run()
          .course()
          .breakOff(
              new Ending.Failing(reason(problem), SUBJECT + ": " + because, remedy(problem)),
              SUBJECT + " could not be observed",
              desk.timeline().now());
    }
  }

  private static FailureReason reason(Answer.Problem<?> problem) {
    if (problem instanceof Answer.Denied<?>) {
      return FailureReason.DENIED;
    }
    return isFault(problem) ? FailureReason.PLUG_IN : FailureReason.UNREACHABLE;
  }

  private static String remedy(Answer.Problem<?> problem) {
    String access =
        problem instanceof Answer.Denied<?> denied
            ? "grant " + denied.permission()
            : "restore access to it";
    return (isFault(problem) ? "mend that method of the plug-in" : access)
        + ", then start again, which goes on with what is under way";
  }

  private static boolean isFault(Answer.Problem<?> problem) {
    return problem instanceof Answer.Unknown<?> unknown && unknown.source() == Answer.Source.FAULT;
  }
}
