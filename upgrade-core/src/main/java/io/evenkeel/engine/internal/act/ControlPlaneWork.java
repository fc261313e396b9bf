package io.evenkeel.engine.internal.act;

import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneUpdate;
import java.time.Duration;

/** Carries out what is decided about the control plane. */
public final class ControlPlaneWork {
  private final Desk desk;
  private final PlaneReads reads;
  private final PlaneUpdates updates;

  public ControlPlaneWork(Desk desk) {
    this.desk = desk;
    PlaneOutage outage = new PlaneOutage(desk);
    this.reads = new PlaneReads(desk, outage);
    this.updates = new PlaneUpdates(desk, outage, reads);
  }

  /** Follows what was under way when the run began. */
  public void begin() {
    desk.run().controlPlane().ifPresent(updates::follow);
  }

  void carryOut(Decision.ControlPlaneStep decision) {
    ControlPlaneView plane = desk.run().controlPlane().orElseThrow();
    if (decision instanceof Decision.ChangeControlPlane change) {
      change(plane, change);
    } else if (decision instanceof Decision.LookAtControlPlane look) {
      reads.look(plane, look.after());
    } else if (decision instanceof Decision.FollowControlPlane running) {
      plane.maybeBegun(false);
      plane.follow(running.update(), desk.timeline().now());
      updates.follow(plane);
    } else {
      plane.leave(((Decision.LeaveControlPlane) decision).update());
      reads.free(plane);
    }
  }

  /** The same change of the same run has the same token, so that it is never asked for twice. */
  private void change(ControlPlaneView plane, Decision.ChangeControlPlane write) {
    String token = desk.run().runId() + "-" + token(write.change());
    plane.busy(true);
    desk.<ControlPlaneUpdate>write(
        PlaneUpdates.what(plane.plan().provider(), "start"),
        () -> plane.plan().provider().start(write.change(), token),
        answer -> {
          plane.maybeBegun(answer instanceof Answer.Unknown<ControlPlaneUpdate>);
          if (answer instanceof Answer.Ok<ControlPlaneUpdate> ok) {
            desk.worked(write);
            plane.begins(ok.result(), write.change(), desk.timeline().now());
            updates.follow(plane);
            reads.free(plane);
          } else {
            desk.refused(
                write,
                (Answer.Problem<ControlPlaneUpdate>) answer,
                () -> reads.look(plane, Duration.ZERO));
          }
        });
  }

  private static String token(ControlPlaneChange change) {
    return change instanceof ControlPlaneChange.ToAddOn addOn
        ? addOn.addOn() + "-" + addOn.to()
        : "kubernetes-" + change.to();
  }
}
