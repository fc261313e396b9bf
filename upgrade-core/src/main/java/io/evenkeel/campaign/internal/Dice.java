package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.internal.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Chance by a seed, in the words of a world that is made up. */
public final class Dice {
  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
  }

  /** Returns the dice of that name under that seed; others that draw more do not change it. */
  public static Dice of(long seed, String stream) {
    return new Dice(new Seeds(seed).stream(stream).next());
  }

  /** Returns a number from the least to the most, both included. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Returns whether something happens that happens so many times out of a hundred. */
  public boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  public Duration seconds(int least, int most) {
    return Duration.ofSeconds(between(least, most));
  }

  public <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
