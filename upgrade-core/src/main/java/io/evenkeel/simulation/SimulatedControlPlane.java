package io.evenkeel.simulation;

import io.evenkeel.simulation.internal.PlaneBook;
import io.evenkeel.simulation.internal.PlanePort;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A control plane that a simulated cloud upgrades, as EKS does: one minor version at a time, up, or
 * back one; one change at a time; add-ons beside it, each in versions that go with certain
 * Kubernetes versions. An upgrade takes 10 minutes at first, an add-on 2.
 *
 * <pre>{@code
 * SimulatedControlPlane plane =
 *     SimulatedControlPlane.on(time, "1.34")
 *         .offers("vpc-cni", "v1.20.4", "1.34", "1.35")
 *         .addOn("vpc-cni", "v1.20.4")
 *         .onVersion(cluster::version);
 * }</pre>
 *
 * <p>Source: the EKS user guide, <em>Update existing cluster to new Kubernetes version</em>. Call
 * on the timeline's thread.
 */
public final class SimulatedControlPlane {
  private final PlaneBook book;

  private SimulatedControlPlane(Timeline timeline, String version) {
    this.book = new PlaneBook(timeline, version);
  }

  /** Returns a control plane of that Kubernetes version, without add-ons. */
  public static SimulatedControlPlane on(Timeline timeline, String version) {
    return new SimulatedControlPlane(timeline, version);
  }

  /** Is told the new version as soon as an upgrade is over, for example the API server. */
  public SimulatedControlPlane onVersion(Consumer<String> listener) {
    book.onVersion(listener);
    return this;
  }

  /**
   * On the way back, has the nodes of these pools moved to the older version first, by their own
   * provisioner and under its budgets, and goes back once none is left, as EKS does in Auto Mode.
   */
  public SimulatedControlPlane movesBackFirst(SimulatedNodePools pools) {
    book.movesBackFirst(pools::controlPlaneIs, pools::whenSettled);
    return this;
  }

  /** Installs an add-on. */
  public SimulatedControlPlane addOn(String name, String version) {
    book.install(name, version);
    return this;
  }

  /**
   * Offers a version of an add-on for those Kubernetes versions; the last one that is offered for a
   * version is its newest, and the one that is recommended.
   */
  public SimulatedControlPlane offers(String addOn, String version, String... kubernetes) {
    book.offer(addOn, version, List.of(kubernetes));
    return this;
  }

  /** Lets upgrades take that long. */
  public SimulatedControlPlane upgradesWithin(Duration time) {
    book.upgradesWithin(time);
    return this;
  }

  /** Lets changes of add-ons take that long. */
  public SimulatedControlPlane changesAddOnsWithin(Duration time) {
    book.changesAddOnsWithin(time);
    return this;
  }

  /** Lets the next change fail at its end. */
  public SimulatedControlPlane failsNext(RolloutState.Trouble trouble) {
    book.failsNext(trouble);
    return this;
  }

  /** Finds that whenever somebody asks what stands against going to a version. */
  public SimulatedControlPlane finds(String version, Finding finding) {
    book.finds(version, finding);
    return this;
  }

  /** Finds nothing any more. */
  public SimulatedControlPlane findsNothing() {
    book.findsNothing();
    return this;
  }

  /** Returns the version, the add-ons, and what is under way. */
  public ControlPlaneState state() {
    return book.state();
  }

  /** Returns the versions of an add-on that go with a Kubernetes version, newest first. */
  public List<AddOnVersion> offered(String addOn, String kubernetes) {
    return book.offered(addOn, kubernetes);
  }

  /** Returns the Kubernetes versions that a version of an add-on goes with. */
  public List<String> goesWith(String addOn, String version) {
    return book.goesWith(addOn, version);
  }

  /**
   * Starts a change; with a token that has started the same one already, returns that one.
   *
   * @throws CloudRejection where another change is under way, the version is not the next one,
   *     there is no such add-on or version of it, or the token has started another change
   */
  public ControlPlaneUpdate start(ControlPlaneChange change, String token) {
    return book.start(change, token);
  }

  /** Returns all changes so far, oldest first. */
  public List<Update> updates() {
    return book.updates();
  }

  /** Returns this control plane behind the port that the engine uses. */
  public ControlPlane provider() {
    return new PlanePort(book);
  }

  /** A change that was started, and how far it is. */
  public record Update(
      ControlPlaneUpdate update,
      ControlPlaneChange change,
      Instant startedAt,
      RolloutState state) {}
}
