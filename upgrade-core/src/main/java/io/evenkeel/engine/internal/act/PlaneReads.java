package io.evenkeel.engine.internal.act;

import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.KubernetesVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.util.List;

/** Reads how the control plane is, and what stands against its next version. */
final class PlaneReads {
  private final Desk desk;
  private final PlaneOutage outage;

  PlaneReads(Desk desk, PlaneOutage outage) {
    this.desk = desk;
    this.outage = outage;
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
        PlaneUpdates.what(plane.plan().provider(), "observe"),
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
        PlaneUpdates.what(plane.plan().provider(), "observe")
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
        PlaneUpdates.what(plane.plan().provider(), "inspect"),
        () -> plane.plan().provider().inspect(versions),
        answer -> {
          if (answer instanceof Answer.Ok<List<Finding>> ok) {
            outage.over();
            plane.observe(seen, ok.result(), desk.timeline().now());
            free(plane);
          } else {
            again(plane, (Answer.Problem<List<Finding>>) answer);
          }
        });
  }

  private void again(ControlPlaneView plane, Answer.Problem<?> problem) {
    outage.goesOn(problem);
    desk.later(
        plane.observeEvery(),
        () -> {
          if (desk.run().ending().isPresent() && !plane.maybeBegun()) {
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

  void touch() {
    desk.run().touchEverything();
    desk.run().agenda().add(new AgendaItem.OfRun());
  }
}
