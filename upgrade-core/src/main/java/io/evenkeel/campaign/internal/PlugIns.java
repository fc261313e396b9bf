package io.evenkeel.campaign.internal;

import io.evenkeel.DrainPolicy;
import io.evenkeel.NodeSelector;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Plug-ins under test, by seed, in place of those that a plan would make up. */
public record PlugIns(
    Optional<LongFunction<DrainPolicy>> drainPolicy,
    Optional<LongFunction<NodeSelector>> nodeSelector) {

  /** None: plans make up what they need. */
  public static final PlugIns MADE_UP = new PlugIns(Optional.empty(), Optional.empty());

  /** Those of one world. */
  record Made(Optional<DrainPolicy> drainPolicy, Optional<NodeSelector> nodeSelector) {
    boolean none() {
      return drainPolicy.isEmpty() && nodeSelector.isEmpty();
    }
  }

  /**
   * Makes those of one world.
   *
   * @throws CannotBeTriedException if a factory throws, or answers null
   */
  Made of(long seed) {
    return new Made(
        drainPolicy.map(factory -> made("drainPolicy(..)", factory, seed)),
        nodeSelector.map(factory -> made("nodeSelector(..)", factory, seed)));
  }

  private static <T> T made(String what, LongFunction<T> factory, long seed) {
    @Nullable T plugIn;
    try {
      plugIn = factory.apply(seed);
    } catch (RuntimeException | Error fault) {
      throw new CannotBeTriedException(what + " failed for seed " + seed + ": " + fault, fault);
    }
    if (plugIn == null) {
      throw new CannotBeTriedException(what + " answered null for seed " + seed, null);
    }
    return plugIn;
  }
}
