package io.evenkeel.examples.benchmark;

import java.util.Arrays;

/** Many numbers, for their percentiles. */
final class Samples {
  private long[] values = new long[1 << 16];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** Returns the value that so many percent of all do not exceed; 0 where there is none. */
  long percentile(double percent) {
    long[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(size * percent / 100) - 1;
    return size == 0 ? 0 : sorted[Math.max(0, index)];
  }
}
