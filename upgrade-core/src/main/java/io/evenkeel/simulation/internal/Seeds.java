package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.DurationRange;
import java.time.Duration;

/**
 * Random draws that are the same on every JVM. A named stream gives draws one after another; a draw
 * by key depends on nothing but seed and key, so that what one part of the world does cannot shift
 * what another part draws.
 */
public final class Seeds {
  private final long seed;
  private long position;

  public Seeds(long seed) {
    this.seed = mix(seed);
  }

  /** Returns an independent stream of that name. */
  public Seeds stream(String name) {
    return new Seeds(seed ^ hash(name));
  }

  /** Returns the next bits of this stream. */
  public long next() {
    return mix(seed + 0x9e3779b97f4a7c15L * ++position);
  }

  /** Returns the bits that belong to the key. */
  public long bits(String key) {
    return mix(seed ^ hash(key));
  }

  /** Returns the next duration of this stream within the span. */
  public Duration next(DurationRange span) {
    return within(span, next());
  }

  /** Returns the duration within the span that belongs to the key. */
  public Duration draw(DurationRange span, String key) {
    return within(span, bits(key));
  }

  /**
   * Returns the duration within the span that belongs to what happens to the key at a moment, so
   * that it does not depend on how often anything else draws.
   */
  Duration draw(DurationRange span, String key, long moment) {
    return within(span, mix(bits(key) + 0x9e3779b97f4a7c15L * moment));
  }

  private static Duration within(DurationRange span, long bits) {
    long from = span.from().toNanos();
    long width = span.to().toNanos() - from;
    return Duration.ofNanos(from + (width == 0 ? 0 : Math.floorMod(bits, width + 1)));
  }

  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
