package io.evenkeel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/** Gives each instance an age of its own, evenly spread between two. */
record AgeSpread(Duration earliest, Duration latest) {
  private static final long CHECKSUMS = 1L << 32;

  AgeSpread {
    Given.time(earliest, "agedBetween(..)");
    Given.time(latest, "agedBetween(..)");
    if (latest.compareTo(earliest) < 0) {
      throw new IllegalArgumentException(
          "agedBetween(..): the latest age ("
              + latest
              + ") is less than the earliest ("
              + earliest
              + "); give the shorter one first");
    }
  }

  /** A checksum spreads names that differ in one place only, and is the same in every process. */
  Duration of(String instance) {
    CRC32 checksum = new CRC32();
    checksum.update(instance.getBytes(StandardCharsets.UTF_8));
    double share = (double) checksum.getValue() / CHECKSUMS;
    return earliest.plusSeconds((long) (latest.minus(earliest).toSeconds() * share));
  }
}
