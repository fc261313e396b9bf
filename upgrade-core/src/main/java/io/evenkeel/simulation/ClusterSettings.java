package io.evenkeel.simulation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a simulated cluster behaves in time, and what it remembers.
 *
 * <p>The defaults are those of a healthy cluster of moderate size. Equal settings give equal
 * histories.
 *
 * @param seed everything that varies is drawn from it
 * @param delays what takes another time than usual
 * @param scoresSome whether the scheduler of a cluster of more than 100 nodes looks at a share of
 *     the possible nodes only, as the real one does by default
 * @param packs whether the scheduler prefers the fuller of the possible nodes ({@code
 *     MostAllocated}) rather than the emptier ones, as it does by default
 * @param history what is remembered of what happened
 */
public record ClusterSettings(
    long seed,
    Map<ClusterDelay, DurationRange> delays,
    boolean scoresSome,
    boolean packs,
    Remember history) {

  /** How much of the history is kept. */
  public enum Remember {
    /** Every line and the hash. */
    EVERYTHING,
    /** The hash and the number of lines. */
    HASH,
    /** Nothing, for benchmarks. */
    NOTHING
  }

  public ClusterSettings {
    EnumMap<ClusterDelay, DurationRange> copy = new EnumMap<>(ClusterDelay.class);
    copy.putAll(delays);
    delays = Collections.unmodifiableMap(copy);
  }

  /** Returns the default settings with that seed. */
  public static ClusterSettings seeded(long seed) {
    return new ClusterSettings(seed, Map.of(), true, false, Remember.EVERYTHING);
  }

  /** Returns how long that takes. */
  public DurationRange delay(ClusterDelay of) {
    return delays.getOrDefault(of, of.usual());
  }

  /** Returns settings under which that takes so long. */
  public ClusterSettings with(ClusterDelay delay, DurationRange range) {
    EnumMap<ClusterDelay, DurationRange> changed = new EnumMap<>(ClusterDelay.class);
    changed.putAll(delays);
    changed.put(delay, range);
    return new ClusterSettings(seed, changed, scoresSome, packs, history);
  }

  /** Returns settings under which the scheduler compares all nodes, however many there are. */
  public ClusterSettings scoringEveryNode() {
    return new ClusterSettings(seed, delays, false, packs, history);
  }

  /** Returns settings under which the scheduler fills up one node before it uses the next. */
  public ClusterSettings packing() {
    return new ClusterSettings(seed, delays, scoresSome, true, history);
  }

  public ClusterSettings remembering(Remember newHistory) {
    return new ClusterSettings(seed, delays, scoresSome, packs, newHistory);
  }
}
