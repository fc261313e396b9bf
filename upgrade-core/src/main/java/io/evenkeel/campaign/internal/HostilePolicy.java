package io.evenkeel.campaign.internal;

import io.evenkeel.Disposition;
import io.evenkeel.DrainPolicy;
import io.evenkeel.PodOnNode;
import io.evenkeel.Quantity;
import io.evenkeel.WhenStuck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Drain policies that keep to no contract: they throw, answer nothing, or change their mind. While
 * a plan is built, which looks at them, they answer as they should, so that it is the run they
 * meet.
 */
public final class HostilePolicy implements DrainPolicy {
  private final Dice dice;
  private final int manner;
  private boolean lookedAt;

  private HostilePolicy(Dice dice) {
    this.dice = dice;
    this.manner = dice.between(0, 6);
  }

  static DrainPolicy by(Dice dice) {
    return new HostilePolicy(dice);
  }

  /** Tells it whether a plan is being built. */
  void lookedAt(boolean now) {
    lookedAt = now;
  }

  @Override
  public Disposition decide(PodOnNode subject) {
    return switch (manner) {
      case 0 -> throw new IllegalStateException("I do not like " + subject.pod().name());
      case 1 -> nothing();
      case 2 -> Disposition.leave("all of them stay");
      case 3 -> new Disposition.Delete(Optional.of(Duration.ZERO), "all of them go");
      case 4 -> new Disposition.Evict(Optional.of(Duration.ofSeconds(-1)));
      default -> anything(subject);
    };
  }

  private Disposition anything(PodOnNode subject) {
    return switch (dice.between(0, 9)) {
      case 0 -> throw new IllegalStateException("I do not like " + subject.pod().name());
      case 1 -> nothing();
      case 2 -> Disposition.leave("it stays");
      case 3 -> Disposition.hold("it is held");
      case 4 -> Disposition.delete("it goes");
      default -> Disposition.evict();
    };
  }

  @Override
  public Duration timeout() {
    if (lookedAt) {
      return DrainPolicy.super.timeout();
    }
    return dice.one(
        List.of(
            Duration.ofMinutes(2),
            Duration.ofMinutes(20),
            Duration.ZERO,
            Duration.ofSeconds(-5),
            Duration.ofHours(6)));
  }

  @Override
  public Duration soak() {
    if (lookedAt) {
      return DrainPolicy.super.soak();
    }
    return manner == 6
        ? nothing()
        : dice.one(List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(-5)));
  }

  @Override
  public WhenStuck whenStuck() {
    if (lookedAt) {
      return DrainPolicy.super.whenStuck();
    }
    return switch (dice.between(0, 3)) {
      case 0 -> WhenStuck.quarantine(Quantity.nodes(1));
      case 1 -> WhenStuck.quarantine(Quantity.nodes(0));
      case 2 -> nothing();
      default -> WhenStuck.fail();
    };
  }

  /** What somebody answers who does not know of nullness. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }
}
