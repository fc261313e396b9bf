package io.evenkeel.examples.campaign;

import io.evenkeel.examples.benchmark.Heap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How much of the heap was in use after so many worlds: what stays flat leaks nothing. */
final class HeapCurve {
  private static final long FIRST = 1_000;

  private final Map<Long, Long> kibBySeeds = new TreeMap<>();
  private long next = FIRST;

  /** Samples each time twice as many worlds have been tried, since that means collecting first. */
  void sampleNowAndThen(long seeds) {
    if (seeds >= next) {
      sample(seeds);
      next = 2 * seeds;
    }
  }

  void sample(long seeds) {
    kibBySeeds.put(seeds, Heap.used() >> 10);
  }

  @Override
  public String toString() {
    return kibBySeeds.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%,d KiB after %,d", e.getValue(), e.getKey()))
        .collect(Collectors.joining(", ", "heap in use: ", " worlds"));
  }
}
