package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.SimulatedControlPlane.Update;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.RolloutState.Stage;
import io.evenkeel.spi.RolloutState.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The control plane of a cluster as callers are shown it: as late as the cloud shows its groups,
 * counted from when somebody first asked after a change. One that was not stated has the cloud's
 * version and no add-ons.
 */
final class PlaneView {
  private final SimulatedCloud cloud;
  private final History<Look> seen;
  private Optional<SimulatedControlPlane> plane;
  private final RequestTokens tokens = new RequestTokens();

  /** What there is to see at one time. */
  record Look(ControlPlaneState state, List<Update> updates) {

    /** Returns the version of an add-on that is installed. */
    Optional<String> addOn(String name) {
      return state.addOns().stream()
          .filter(addOn -> addOn.name().equals(name))
          .map(ControlPlaneState.AddOn::version)
          .findFirst();
    }

    /** Returns the updates of an add-on, or of the cluster itself; oldest first. */
    List<Update> updatesOf(Optional<String> addOn) {
      return updates.stream().filter(update -> update.update().addOn().equals(addOn)).toList();
    }

    /** Returns how far the last update of an add-on or of the cluster is. */
    Optional<Stage> lastStage(Optional<String> addOn) {
      return updatesOf(addOn).stream()
          .map(update -> update.state().stage())
          .reduce((older, newer) -> newer);
    }
  }

  PlaneView(SimulatedCloud cloud, Optional<SimulatedControlPlane> plane) {
    this.cloud = cloud;
    this.plane = plane;
    this.seen = new History<>(truth());
  }

  Look truth() {
    return plane
        .map(stated -> new Look(stated.state(), stated.updates()))
        .orElseGet(
            () ->
                new Look(
                    new ControlPlaneState(cloud.kubernetesVersion(), List.of(), Optional.empty()),
                    List.of()));
  }

  Look shown() {
    note();
    return plane.isPresent() ? seen.at(cloud.timeline().now().minus(cloud.shownWithin())) : truth();
  }

  private void note() {
    Look truth = truth();
    if (!seen.latest().equals(truth)) {
      seen.add(cloud.timeline().now(), truth);
    }
  }

  /**
   * Starts a change, or returns what the token has started; a token goes with one request.
   *
   * @param request what was asked for, to tell requests apart
   * @param change checks the request and says what it comes to
   */
  Update start(Optional<String> token, List<String> request, Supplier<ControlPlaneChange> change) {
    note();
    String id = tokens.once(token, request, key -> made().start(change.get(), key).id());
    note();
    return update(id);
  }

  /** Lets the change that was started last fail at its end. */
  void fails(Trouble trouble) {
    made().failsNext(trouble);
  }

  private SimulatedControlPlane made() {
    if (plane.isEmpty()) {
      plane =
          Optional.of(
              SimulatedControlPlane.on(cloud.timeline(), cloud.kubernetesVersion())
                  .onVersion(cloud::kubernetesVersion));
    }
    return plane.get();
  }

  private Update update(String id) {
    return truth().updates().stream()
        .filter(update -> update.update().id().equals(id))
        .findFirst()
        .orElseThrow(() -> EksErrors.notFound("No update found for ID: " + id));
  }

  /** Returns the versions of an add-on that go with a Kubernetes version. */
  List<AddOnVersion> offered(String addOn, String kubernetes) {
    return plane.map(stated -> stated.offered(addOn, kubernetes)).orElse(List.of());
  }
}
