package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.CloudRejection.Reason;
import io.evenkeel.simulation.SimulatedControlPlane.Update;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.ToAddOn;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.RolloutState.Stage;
import io.evenkeel.spi.RolloutState.Trouble;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a simulated control plane is, and what becomes of it. */
public final class PlaneBook {
  private final Timeline timeline;
  private final TreeMap<String, String> addOns = new TreeMap<>();
  private final AddOnShelf shelf = new AddOnShelf();
  private final Map<String, Started> updates = new LinkedHashMap<>();
  private final Map<String, List<Finding>> findings = new LinkedHashMap<>();
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private String version;
  private Duration upgrade = Duration.ofMinutes(10);
  private Duration addOnChange = Duration.ofMinutes(2);
  private Optional<Trouble> nextTrouble = Optional.empty();
  private Consumer<String> beforeBack = older -> {};
  private Consumer<Runnable> whenNodesAreBack = Runnable::run;

  public PlaneBook(Timeline timeline, String version) {
    this.timeline = timeline;
    this.version = version;
  }

  private record Started(String token, Update shown) {
    Started shown(RolloutState state) {
      return new Started(
          token, new Update(shown.update(), shown.change(), shown.startedAt(), state));
    }
  }

  public void onVersion(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Tells nodes the version that they go back to first, and waits until they have. */
  public void movesBackFirst(Consumer<String> nodes, Consumer<Runnable> whenBack) {
    beforeBack = nodes;
    whenNodesAreBack = whenBack;
  }

  public void install(String addOn, String addOnVersion) {
    addOns.put(addOn, addOnVersion);
  }

  public void offer(String addOn, String addOnVersion, List<String> kubernetes) {
    shelf.offer(addOn, addOnVersion, kubernetes);
  }

  public void upgradesWithin(Duration time) {
    upgrade = time;
  }

  public void changesAddOnsWithin(Duration time) {
    addOnChange = time;
  }

  public void failsNext(Trouble trouble) {
    nextTrouble = Optional.of(trouble);
  }

  public void finds(String kubernetes, Finding finding) {
    findings.computeIfAbsent(kubernetes, none -> new ArrayList<>()).add(finding);
  }

  public void findsNothing() {
    findings.clear();
  }

  public ControlPlaneState state() {
    return new ControlPlaneState(
        version,
        addOns.entrySet().stream()
            .map(entry -> new ControlPlaneState.AddOn(entry.getKey(), entry.getValue()))
            .toList(),
        underWay().map(Update::update));
  }

  private Optional<Update> underWay() {
    return updates().stream()
        .filter(update -> update.state().stage() == Stage.IN_PROGRESS)
        .findFirst();
  }

  public List<AddOnVersion> offered(String addOn, String kubernetes) {
    return shelf.offered(addOn, kubernetes);
  }

  public List<String> goesWith(String addOn, String addOnVersion) {
    return shelf.goesWith(addOn, addOnVersion);
  }

  public List<Update> updates() {
    return updates.values().stream().map(Started::shown).toList();
  }

  /** Starts a change, or returns the one that the token has started. */
  public ControlPlaneUpdate start(ControlPlaneChange change, String token) {
    Optional<Started> known =
        updates.values().stream().filter(started -> started.token().equals(token)).findFirst();
    if (known.isPresent()) {
      return again(known.get(), change);
    }
    if (underWay().isPresent()) {
      throw new CloudRejection(
          Reason.CONTROL_PLANE_IS_UPDATED,
          underWay().get().change().subject() + " is being updated.");
    }
    PlaneRules.check(change, version, addOns, shelf);
    ControlPlaneUpdate update =
        new ControlPlaneUpdate("cp-update-" + (updates.size() + 1), addOnOf(change));
    Started started = new Started(token, new Update(update, change, timeline.now(), progressing()));
    updates.put(update.id(), started);
    if (isBack(change)) {
      beforeBack.accept(change.to());
      whenNodesAreBack.accept(() -> timeline.schedule(upgrade, () -> end(started)));
    } else {
      timeline.schedule(update.addOn().isPresent() ? addOnChange : upgrade, () -> end(started));
    }
    return update;
  }

  private boolean isBack(ControlPlaneChange change) {
    return !(change instanceof ToAddOn) && PlaneRules.isOlder(change.to(), version);
  }

  private static ControlPlaneUpdate again(Started known, ControlPlaneChange change) {
    if (!known.shown().change().equals(change)) {
      throw new CloudRejection(
          Reason.TOKEN_REUSED,
          "The token has been used with other parameters: " + known.token() + ".");
    }
    return known.shown().update();
  }

  private static Optional<String> addOnOf(ControlPlaneChange change) {
    return change instanceof ToAddOn addOn ? Optional.of(addOn.addOn()) : Optional.empty();
  }

  private static RolloutState progressing() {
    return new RolloutState(Stage.IN_PROGRESS, List.of());
  }

  private void end(Started started) {
    if (nextTrouble.isPresent()) {
      shows(started, new RolloutState(Stage.FAILED, nextTrouble.stream().toList()));
      nextTrouble = Optional.empty();
      return;
    }
    shows(started, new RolloutState(Stage.SUCCEEDED, List.of()));
    ControlPlaneChange change = started.shown().change();
    if (change instanceof ToAddOn addOn) {
      addOns.put(addOn.addOn(), addOn.to());
    } else {
      version = change.to();
      listeners.forEach(listener -> listener.accept(version));
    }
  }

  private void shows(Started started, RolloutState state) {
    updates.put(started.shown().update().id(), started.shown(state));
  }

  /** Returns how far a change is; empty where there is none of that id. */
  Optional<RolloutState> stateOf(String update) {
    return Optional.ofNullable(updates.get(update)).map(started -> started.shown().state());
  }

  /** Returns what stands against going to these versions. */
  List<Finding> against(List<String> versions) {
    return versions.stream()
        .flatMap(next -> findings.getOrDefault(next, List.of()).stream())
        .toList();
  }

  Timeline timeline() {
    return timeline;
  }
}
