package io.evenkeel.campaign.internal;

import io.evenkeel.MaintenanceWindow;
import io.evenkeel.NodePoolBuilder;
import io.evenkeel.NodeSelector;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.PoolLimits;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a made-up plan says of the node pool of a world. */
final class PoolPart {
  private static final Duration OLD = Duration.ofMinutes(30);

  private final PoolShape shape;
  private final Instant begins;
  private final Way way;
  private final Quantity surge;
  private final Optional<Quantity> tightened;
  private final Duration patience;
  private final Optional<MaintenanceWindow> window;

  enum Way {
    WATCHED,
    GATED,
    DRIVEN
  }

  PoolPart(PoolShape shape, Instant begins, Dice dice) {
    this.shape = shape;
    this.begins = begins;
    int drawn = dice.between(1, 10);
    boolean byAge = shape.drift() == PoolShape.Drift.NONE;
    this.way = byAge || drawn > 5 ? Way.DRIVEN : drawn > 2 ? Way.GATED : Way.WATCHED;
    this.surge =
        dice.percent(80)
            ? Quantity.nodes(dice.between(1, 4))
            : Quantity.percent(dice.between(1, 60));
    this.tightened =
        dice.percent(25) ? Optional.of(Quantity.nodes(dice.between(1, 2))) : Optional.empty();
    this.patience = Duration.ofMinutes(dice.between(20, 60));
    this.window = dice.percent(10) ? Optional.of(window(dice)) : Optional.empty();
  }

  private MaintenanceWindow window(Dice dice) {
    ZonedDateTime opens = begins.atZone(ZoneOffset.UTC).plusMinutes(dice.between(1, 90));
    return MaintenanceWindow.opens(
        opens.getMinute() + " " + opens.getHour() + " * * *",
        ZoneOffset.UTC,
        Duration.ofMinutes(dice.between(90, 180)));
  }

  Way way() {
    return way;
  }

  /** Returns whether the plan has the provisioner take nodes by itself. */
  boolean dependsOnBudgets() {
    return way != Way.DRIVEN;
  }

  /** Tells the oracle what the plan allows. */
  void states(
      Oracle oracle,
      SimulatedNodePools pools,
      Supplier<Instant> now,
      int othersAdd,
      BooleanSupplier disturbed) {
    oracle.limits(
        pools,
        shape.name(),
        new PoolLimits(
            way == Way.DRIVEN ? Optional.of(surge) : Optional.empty(),
            way == Way.GATED ? Optional.of(surge) : Optional.empty(),
            this::selects,
            claim -> maySelect(claim, now.get()),
            () -> disturbed.getAsBoolean() ? othersAdd : 0,
            disturbed));
  }

  private boolean selects(NodeClaim claim) {
    return shape.drift() == PoolShape.Drift.NONE
        ? claim.createdAt().isBefore(begins.minus(OLD))
        : claim.outdatedBecause().isPresent();
  }

  /** A selector is asked once more about a node that has drifted, and that may be old by then. */
  private boolean maySelect(NodeClaim claim, Instant now) {
    return shape.drift() == PoolShape.Drift.NONE
        && claim.outdatedBecause().isPresent()
        && claim.createdAt().isBefore(now.minus(OLD));
  }

  /** Says so in the plan. */
  void joins(UpgradePlanBuilder plan, NodePoolProvider provider) {
    window.ifPresent(plan::maintenanceWindow);
    plan.nodePool(provider, shape.name(), this::configures);
  }

  private void configures(NodePoolBuilder to) {
    switch (way) {
      case WATCHED -> to.watched();
      case GATED -> to.gated(surge);
      case DRIVEN -> to.driven(surge);
    }
    tightened.ifPresent(to::tightenBudget);
    to.patience(patience);
    if (shape.drift() == PoolShape.Drift.NONE) {
      to.select(NodeSelector.olderThan(OLD));
    }
  }

  @Override
  public String toString() {
    return "%s: %s, %s of surge, budget tightened to %s, patience %s, window %s"
        .formatted(shape.name(), way, surge, tightened, patience, window);
  }
}
