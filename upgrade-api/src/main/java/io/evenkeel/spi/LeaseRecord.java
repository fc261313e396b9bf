package io.evenkeel.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lease that only one run per cluster holds, with the run's data beside it.
 *
 * @param holder who holds it; empty when it has been given up
 * @param transitions how often it has changed hands
 * @param data what a successor needs, by name; written as annotations
 * @param version opaque version for compare-and-set; empty for a lease that is to be created
 */
public record LeaseRecord(
    String name,
    String holder,
    Instant acquiredAt,
    Instant renewedAt,
    Duration duration,
    int transitions,
    Map<String, String> data,
    String version) {

  public LeaseRecord {
    data = new LinkedHashMap<>(data);
  }

  @Override
  public Map<String, String> data() {
    return java.util.Collections.unmodifiableMap(data);
  }

  public LeaseRecord renewed(Instant when) {
    return new LeaseRecord(name, holder, acquiredAt, when, duration, transitions, data, version);
  }

  public LeaseRecord withData(Map<String, String> newData) {
    return new LeaseRecord(
        name, holder, acquiredAt, renewedAt, duration, transitions, newData, version);
  }

  public LeaseRecord withVersion(String newVersion) {
    return new LeaseRecord(
        name, holder, acquiredAt, renewedAt, duration, transitions, data, newVersion);
  }

  /** Returns this lease given up: without a holder, its data kept or emptied by the caller. */
  public LeaseRecord released(Map<String, String> keptData) {
    return new LeaseRecord(
        name, "", acquiredAt, renewedAt, duration, transitions, keptData, version);
  }
}
