package io.evenkeel.engine.internal.act;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import java.time.Duration;

/** Changes how many replicas a workload wants, one write at a time per workload. */
final class WorkloadWrites {
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(30);

  private final Desk desk;

  WorkloadWrites(Desk desk) {
    this.desk = desk;
  }

  void scale(Decision.ScaleWorkload decision) {
    Workload workload = decision.workload();
    desk.run().occupy(workload.key());
    desk.<Answer.Done>write(
        PlugIns.call(desk.plan().clusterClient(), "scale", "of " + workload.key()),
        () -> desk.plan().clusterClient().scale(workload, decision.change()),
        answer -> answered(decision, answer));
  }

  /** A write that took effect shows in the workload; until then it is not decided again. */
  private void answered(Decision.ScaleWorkload decision, Answer<Answer.Done> answer) {
    Workload workload = decision.workload();
    if (answer instanceof Answer.Ok<Answer.Done>) {
      desk.worked(decision);
      if (decision.change().to() < decision.change().from()) {
        String what = workload.key() + " wants " + decision.change().to() + " replicas again";
        gaveBack(what);
      }
      desk.run().awaitMark(workload.key(), !decision.change().setAnnotations().isEmpty());
      desk.later(SHOWN_WITHIN, () -> desk.run().release(workload.key()));
    } else if (surges(decision) && saysNo(answer)) {
      tellNo(decision, (Answer.Problem<Answer.Done>) answer);
    } else if (answer instanceof Answer.Missing<Answer.Done>) {
      desk.run().release(workload.key());
    } else {
      desk.refused(
          decision, (Answer.Problem<Answer.Done>) answer, () -> desk.run().release(workload.key()));
    }
  }

  /** A workload belongs to no group: what is given back is told with the one that is worked on. */
  private void gaveBack(String what) {
    desk.run().groups().stream()
        .filter(GroupView::started)
        .reduce((earlier, later) -> earlier.done() ? later : earlier)
        .ifPresent(
            group -> {
              group.tally().gaveBack(what);
              desk.tell(new UpgradeEvent.GivenBack(desk.timeline().now(), group.name(), what));
            });
  }

  private static boolean surges(Decision.ScaleWorkload decision) {
    return decision.change().to() > decision.change().from();
  }

  private static boolean saysNo(Answer<Answer.Done> answer) {
    return answer instanceof Answer.Denied<Answer.Done>
        || answer instanceof Answer.Refused<Answer.Done>;
  }

  /** A replica more is a help that a run can do without: the ladder has other steps. */
  private void tellNo(Decision.ScaleWorkload decision, Answer.Problem<Answer.Done> no) {
    desk.tell(
        new UpgradeEvent.WriteFailed(
            desk.timeline().now(), decision.subject(), decision.step(), no.because()));
    desk.run().levers().stop(Decision.ScaleWorkload.lever(decision.workload().key()));
    desk.run().release(decision.workload().key());
  }
}
