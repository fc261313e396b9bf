package io.evenkeel.engine.internal.act;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.KubernetesVersion;
import io.evenkeel.engine.internal.state.PlaneUpdate;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads how the control plane is, and how far a change of it is while one is under way. */
public final class PlaneUpdates {
  private static final String SUBJECT = "control plane";

  /** A change that takes longer than this is told of again and again. */
  private static final Duration LONG = Duration.ofMinutes(30);

  private final Desk desk;
  private final Outage blind = new Outage();
  private Optional<PlaneUpdate> followed = Optional.empty();
  private Instant toldAt = Instant.MIN;

  PlaneUpdates(Desk desk) {
    this.desk = desk;
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
      blind.over();
      plane.progresses(ok.result(), desk.timeline().now());
    } else {
      failed((Answer.Problem<RolloutState>) answer);
    }
    if (plane.underWay()) {
      plane.update().ifPresent(this::tellThatItGoesOn);
      desk.later(plane.observeEvery(), () -> ask(plane));
    } else {
      plane.update().ifPresent(this::tellEnd);
      followed = Optional.empty();
      touch();
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

  /** Reads the control plane anew after that time, with what stands against its next version. */
  void look(ControlPlaneView plane, Duration after) {
    plane.busy(true);
    if (after.isZero()) {
      observe(plane);
    } else {
      desk.later(after, () -> observe(plane));
    }
  }

  private void observe(ControlPlaneView plane) {
    desk.<ControlPlaneState>call(
        what(plane.plan().provider(), "observe"),
        () -> plane.plan().provider().observe(),
        answer -> {
          if (!(answer instanceof Answer.Ok<ControlPlaneState> ok)) {
            again(plane, (Answer.Problem<ControlPlaneState>) answer);
          } else if (KubernetesVersion.parse(ok.result().version()).isEmpty()) {
            again(plane, noVersion(plane, ok.result()));
          } else {
            inspect(plane, ok.result());
          }
        });
  }

  /** A version that cannot be read must not look like the end of the way. */
  private static Answer.Problem<ControlPlaneState> noVersion(
      ControlPlaneView plane, ControlPlaneState seen) {
    return new Answer.Unknown<>(
        what(plane.plan().provider(), "observe")
            + "answered the version '"
            + seen.version()
            + "', which is none",
        Answer.Source.FAULT);
  }

  private void inspect(ControlPlaneView plane, ControlPlaneState seen) {
    plane.observe(seen, List.of(), desk.timeline().now());
    List<String> versions =
        plane.current().map(step -> step.version().toString()).stream()
            .filter(version -> !version.equals(seen.version()))
            .toList();
    desk.<List<Finding>>call(
        what(plane.plan().provider(), "inspect"),
        () -> plane.plan().provider().inspect(versions),
        answer -> {
          if (answer instanceof Answer.Ok<List<Finding>> ok) {
            blind.over();
            plane.observe(seen, ok.result(), desk.timeline().now());
            free(plane);
          } else {
            again(plane, (Answer.Problem<List<Finding>>) answer);
          }
        });
  }

  private void again(ControlPlaneView plane, Answer.Problem<?> problem) {
    failed(problem);
    desk.later(
        plane.observeEvery(),
        () -> {
          if (desk.run().ending().isPresent()) {
            free(plane);
          } else {
            observe(plane);
          }
        });
  }

  void free(ControlPlaneView plane) {
    plane.busy(false);
    touch();
  }

  private void touch() {
    desk.run().touchEverything();
    desk.run().agenda().add(new AgendaItem.OfRun());
  }

  private void failed(Answer.Problem<?> problem) {
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

  static String what(ControlPlane plane, String method) {
    return PlugIns.call(plane, method, "");
  }
}
