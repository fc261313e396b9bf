package io.evenkeel.engine.internal.state;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.UpdateSummary;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The control plane as the cloud shows it, and the way that is left to the plan's version. Nothing
 * about it is written down: the cloud tells which change is under way, whoever asked for it.
 */
public final class ControlPlaneView {
  private final ControlPlanePlan plan;
  private final PlaneSteps order;
  private final List<PlaneStep> steps;
  private final Duration observeEvery;
  private final List<UpdateSummary> carriedOut = new ArrayList<>();
  private ControlPlaneState state;
  private Instant observedAt;
  private List<Finding> findings = List.of();
  private Optional<PlaneUpdate> update = Optional.empty();
  private Optional<PlaneUpdate> left = Optional.empty();
  private boolean busy;
  private boolean maybeBegun;

  public ControlPlaneView(
      ControlPlanePlan plan,
      AddOnOffers offers,
      Duration observeEvery,
      ControlPlaneState state,
      Instant now) {
    this.plan = plan;
    this.order = new PlaneSteps(plan, offers);
    this.observeEvery = observeEvery;
    this.steps = PlaneSteps.versions(plan, state.version()).stream().map(PlaneStep::new).toList();
    this.state = state;
    this.observedAt = now;
    derive();
    state.running().ifPresent(running -> follow(running, now));
  }

  public ControlPlanePlan plan() {
    return plan;
  }

  public Duration observeEvery() {
    return observeEvery;
  }

  /** Returns the way to the plan's version, one step for each minor version. */
  public List<PlaneStep> steps() {
    return steps;
  }

  /** Returns the versions that are still to be gone to, one by one. */
  public List<String> versionsAhead() {
    return steps.stream()
        .map(step -> step.version().toString())
        .filter(version -> !version.equals(state.version()))
        .toList();
  }

  public Optional<PlaneStep> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /** Returns the first step that is not done. */
  public Optional<PlaneStep> current() {
    return steps.stream().filter(step -> !step.done()).findFirst();
  }

  public boolean done() {
    return current().isEmpty() && atRest();
  }

  public ControlPlaneState state() {
    return state;
  }

  public Instant observedAt() {
    return observedAt;
  }

  /** Returns what stood against the current step when it was last looked at. */
  public List<Finding> findings() {
    return findings;
  }

  /** Takes over how the control plane is by now, and what stands against the current step. */
  public void observe(ControlPlaneState seen, List<Finding> against, Instant now) {
    state = seen;
    findings = List.copyOf(against);
    observedAt = now;
    derive();
  }

  private void derive() {
    for (int i = 0; i < steps.size(); i++) {
      PlaneStep step = steps.get(i);
      step.wants(order.next(state, step.version(), i == steps.size() - 1));
    }
  }

  /** Returns the change that is under way, or over and not yet shown. */
  public Optional<PlaneUpdate> update() {
    return update;
  }

  /** Returns whether nothing of it is under way, asked, or waited for. */
  public boolean atRest() {
    return !busy && update.isEmpty();
  }

  public boolean underWay() {
    return update.filter(PlaneUpdate::goesOn).isPresent();
  }

  /** Follows a change that somebody else has asked for, or an earlier process of the run. */
  public void follow(ControlPlaneUpdate running, Instant now) {
    update = Optional.of(PlaneUpdate.found(running, versionOf(running), now));
    current().ifPresent(PlaneStep::touch);
  }

  /** Notes whether we have asked for a change without hearing what became of that. */
  public void maybeBegun(boolean unheard) {
    maybeBegun = unheard;
  }

  public boolean maybeBegun() {
    return maybeBegun;
  }

  /** Returns what is under way where it may be ours, although nobody has told us so. */
  public Optional<ControlPlaneUpdate> maybeOurs() {
    return state.running().filter(running -> maybeBegun);
  }

  public void begins(ControlPlaneUpdate started, ControlPlaneChange change, Instant now) {
    update = Optional.of(PlaneUpdate.ours(started, change, now));
    current().ifPresent(PlaneStep::touch);
  }

  public void progresses(RolloutState told, Instant now) {
    if (told.stage() != RolloutState.Stage.IN_PROGRESS) {
      update =
          update.filter(PlaneUpdate::goesOn).map(known -> known.ended(told, now)).or(() -> update);
    }
  }

  /** Leaves a change that is over; what it has changed is kept for the summary. */
  public void leave(PlaneUpdate known) {
    PlaneUpdate.End end = known.end().orElseThrow();
    String after = versionOf(known.update());
    if (!after.equals(known.before())) {
      carriedOut.add(
          new UpdateSummary(
              known.subject(), known.before(), after, Duration.between(known.since(), end.at())));
    }
    left = Optional.of(known);
    update = Optional.empty();
  }

  /** Returns the version of what such an update changes; empty for an add-on that is gone. */
  private String versionOf(ControlPlaneUpdate changing) {
    return changing
        .addOn()
        .map(
            name ->
                state.addOns().stream()
                    .filter(addOn -> addOn.name().equals(name))
                    .map(ControlPlaneState.AddOn::version)
                    .findFirst()
                    .orElse(""))
        .orElse(state.version());
  }

  /** Returns since when a change is known to be over that the cloud still shows as under way. */
  public Optional<Instant> overSince(ControlPlaneUpdate shown) {
    return left.filter(known -> known.update().id().equals(shown.id()))
        .flatMap(PlaneUpdate::end)
        .map(PlaneUpdate.End::at);
  }

  public List<UpdateSummary> summaries() {
    return carriedOut;
  }

  public boolean busy() {
    return busy;
  }

  public void busy(boolean calling) {
    busy = calling;
  }
}
