package io.evenkeel.campaign.internal;

import io.evenkeel.DrainPolicy;
import io.evenkeel.Quantity;
import io.evenkeel.WhenStuck;
import io.evenkeel.simulation.Oracle;
import java.time.Duration;
import java.util.Optional;

/**
 * The drain policy that a made-up plan has for a group, and what it lets a run do.
 *
 * @param known whether it may be asked for its name and times without changing what it says later
 * @param deletes whether it may delete pods instead of evicting them
 * @param fair whether it moves every pod and keeps to the times that it tells
 */
record PolicyPart(
    DrainPolicy policy, boolean known, boolean deletes, boolean fair, LadderPart ladder) {

  /** Draws a policy; a fair one moves every pod and waits for an hour. */
  static PolicyPart drawn(Dice dice, Dice ladders, boolean fair) {
    int kind = dice.between(0, fair ? 1 : 6);
    if (kind > 4) {
      return new PolicyPart(HostilePolicy.by(dice), false, true, false, LadderPart.NONE);
    }
    DrainPolicy timed =
        ofKind(kind)
            .soak(dice.seconds(0, 60))
            .timeout(Duration.ofMinutes(fair ? 60 : dice.between(1, 30)));
    WhenStuck end =
        fair || dice.percent(50)
            ? WhenStuck.fail()
            : WhenStuck.quarantine(Quantity.nodes(dice.between(1, 2)));
    LadderPart ladder = ladders.percent(30) ? LadderPart.drawn(ladders, fair) : LadderPart.NONE;
    return new PolicyPart(
        timed.whenStuck(ladder.steps().isEmpty() ? end : ladder.whenStuck()),
        true,
        kind == 4,
        fair,
        ladder);
  }

  private static DrainPolicy ofKind(int kind) {
    return switch (kind) {
      case 0 -> DrainPolicy.eks();
      case 1 -> DrainPolicy.karpenter();
      case 2 -> DrainPolicy.kubectl();
      case 3 -> DrainPolicy.eks().holding(pod -> pod.name().startsWith("app1"), "held");
      default -> DrainPolicy.eks().deleting(pod -> pod.name().startsWith("app0"), "deleted");
    };
  }

  /** Returns a policy of which nothing is known. */
  static PolicyPart of(DrainPolicy unknown) {
    return new PolicyPart(unknown, false, true, false, LadderPart.NONE);
  }

  /** Tells the oracle what it lets a run do. */
  void states(Oracle oracle) {
    if (deletes) {
      oracle.mayDelete();
    }
    if (ladder.scales()) {
      oracle.mayScale();
    }
  }

  /** Tells the policy whether a plan is being built, which looks at it. */
  void lookedAt(boolean now) {
    if (policy instanceof HostilePolicy hostile) {
      hostile.lookedAt(now);
    }
  }

  /** Returns from when on a drain may delete past budgets; empty where it never may. */
  Optional<Duration> forcesAfter() {
    return ladder.forces()
        ? Optional.of(ladder.firstStepAfter(policy.timeout()))
        : Optional.empty();
  }

  /** Returns how long a drain is given at least; empty where the policy does not keep to it. */
  Optional<Duration> patience() {
    return fair ? Optional.of(ladder.firstStepAfter(policy.timeout())) : Optional.empty();
  }

  @Override
  public String toString() {
    return known ? policy.name() : policy.getClass().getSimpleName();
  }
}
