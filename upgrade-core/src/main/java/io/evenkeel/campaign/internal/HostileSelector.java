package io.evenkeel.campaign.internal;

import io.evenkeel.Candidate;
import io.evenkeel.NodeOrder;
import io.evenkeel.NodeSelector;
import java.util.Optional;

/** Node selectors that keep to no contract. */
public final class HostileSelector implements NodeSelector {
  private final Dice dice;
  private final int manner;

  private HostileSelector(Dice dice) {
    this.dice = dice;
    this.manner = dice.between(0, 6);
  }

  static NodeSelector by(Dice dice) {
    return new HostileSelector(dice);
  }

  @Override
  public boolean selects(Candidate candidate) {
    return switch (manner) {
      case 0 -> throw new IllegalStateException("I do not like " + candidate.instance().id());
      case 1 -> false;
      case 2 -> dice.percent(10) ? fail() : dice.percent(50);
      case 3 -> dice.percent(50);
      default -> true;
    };
  }

  private static boolean fail() {
    throw new IllegalStateException("not today");
  }

  @Override
  @SuppressWarnings("NullAway")
  public Optional<NodeOrder> order() {
    return switch (manner) {
      case 4 -> null;
      case 5 -> Optional.of(NodeOrder.strict((a, b) -> dice.between(-1, 1)));
      case 6 -> Optional.of(NodeOrder.preferred((a, b) -> dice.percent(5) && fail() ? 0 : 1));
      default -> Optional.empty();
    };
  }
}
