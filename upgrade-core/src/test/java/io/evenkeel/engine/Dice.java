package io.evenkeel.engine;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Chance by a seed, in the words of a world that is made up. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  Duration seconds(int least, int most) {
    return Duration.ofSeconds(between(least, most));
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
