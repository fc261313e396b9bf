package io.evenkeel.engine.internal.act;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.PlaneUpdate;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads how far a change of the control plane is while one is under way, and tells of it. */
final class PlaneUpdates {
  /** A change that takes longer than this is told of again and again. */
  private static final Duration LONG = Duration.ofMinutes(30);

  private final Desk desk;
  private final PlaneOutage outage;
  private final PlaneReads reads;
  private Optional<PlaneUpdate> followed = Optional.empty();
  private Instant toldAt = Instant.MIN;

  PlaneUpdates(Desk desk, PlaneOutage outage, PlaneReads reads) {
    this.desk = desk;
    this.outage = outage;
    this.reads = reads;
  }

  /** Follows the change that is under way until it is over, and tells of it. */
  void follow(ControlPlaneView plane) {
    if (plane.underWay() && followed.isEmpty()) {
      PlaneUpdate update = plane.update().orElseThrow();
      followed = Optional.of(update);
      desk.tell(
          new UpgradeEvent.UpdateStarted(
              desk.timeline().now(),
              update.subject(),
              update.what(),
              update.update().id(),
              update.change().isPresent()
                  ? UpgradeEvent.UpdateOrigin.ASKED_FOR
                  : UpgradeEvent.UpdateOrigin.FOUND_UNDER_WAY));
      toldAt = desk.timeline().now();
      ask(plane);
    }
  }

  private void ask(ControlPlaneView plane) {
    PlaneUpdate update = plane.update().orElseThrow();
    desk.<RolloutState>call(
        what(plane.plan().provider(), "progress"),
        () -> plane.plan().provider().progress(update.update()),
        answer -> told(plane, answer));
  }

  private void told(ControlPlaneView plane, Answer<RolloutState> answer) {
    if (answer instanceof Answer.Ok<RolloutState> ok) {
      outage.over();
      plane.progresses(ok.result(), desk.timeline().now());
    } else {
      outage.goesOn((Answer.Problem<RolloutState>) answer);
    }
    if (plane.underWay()) {
      plane.update().ifPresent(this::tellThatItGoesOn);
      desk.later(plane.observeEvery(), () -> ask(plane));
    } else {
      plane.update().ifPresent(this::tellEnd);
      followed = Optional.empty();
      reads.touch();
    }
  }

  private void tellThatItGoesOn(PlaneUpdate update) {
    Instant now = desk.timeline().now();
    if (!toldAt.plus(LONG).isAfter(now)) {
      toldAt = now;
      desk.tell(
          new UpgradeEvent.Waiting(
              now,
              update.subject(),
              "update "
                  + update.update().id()
                  + " has been under way for "
                  + Duration.between(update.since(), now).toMinutes()
                  + " minutes; only the cloud says when it is over"));
    }
  }

  private void tellEnd(PlaneUpdate update) {
    RolloutState.Stage stage = update.end().orElseThrow().state().stage();
    desk.tell(
        new UpgradeEvent.UpdateEnded(
            desk.timeline().now(),
            update.subject(),
            update.what(),
            update.update().id(),
            stage == RolloutState.Stage.SUCCEEDED
                ? UpgradeEvent.UpdateResult.SUCCEEDED
                : UpgradeEvent.UpdateResult.FAILED));
  }

  static String what(ControlPlane plane, String method) {
    return PlugIns.call(plane, method, "");
  }
}
