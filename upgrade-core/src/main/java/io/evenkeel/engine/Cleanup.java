package io.evenkeel.engine;

import io.evenkeel.spi.InstanceProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which node groups are cleared of what an abandoned run has left. Immutable.
 *
 * @param groups the groups, by the cloud that they belong to
 */
public record Cleanup(Map<String, InstanceProvider> groups) {

  public Cleanup {
    groups = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /** Returns a cleanup of these groups of one cloud. */
  public static Cleanup of(InstanceProvider provider, String... groups) {
    return new Cleanup(Map.of()).and(provider, groups);
  }

  /** Returns this cleanup with groups of another cloud added. */
  public Cleanup and(InstanceProvider provider, String... more) {
    Map<String, InstanceProvider> all = new LinkedHashMap<>(groups);
    List.of(more).forEach(name -> all.put(name, Objects.requireNonNull(provider, "a provider")));
    return new Cleanup(all);
  }
}
