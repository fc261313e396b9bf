package io.evenkeel.engine;

import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.NodePoolProvider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which node groups and node pools are cleared of what an abandoned run has left. Immutable.
 *
 * @param groups the groups, by the cloud that they belong to
 * @param pools the node pools, by the provider that they belong to
 */
public record Cleanup(Map<String, InstanceProvider> groups, Map<String, NodePoolProvider> pools) {

  public Cleanup {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
  }

  /** Returns a cleanup of these groups of one cloud. */
  public static Cleanup of(InstanceProvider provider, String... groups) {
    return new Cleanup(Map.of(), Map.of()).and(provider, groups);
  }

  /** Returns a cleanup of these node pools. */
  public static Cleanup of(NodePoolProvider provider, String... pools) {
    return new Cleanup(Map.of(), Map.of()).and(provider, pools);
  }

  /** Returns this cleanup with groups of another cloud added. */
  public Cleanup and(InstanceProvider provider, String... more) {
    return new Cleanup(with(groups, provider, more), pools);
  }

  /** Returns this cleanup with node pools added. */
  public Cleanup and(NodePoolProvider provider, String... more) {
    return new Cleanup(groups, with(pools, provider, more));
  }

  private static <P> Map<String, P> with(Map<String, P> before, P provider, String... more) {
    Map<String, P> all = new LinkedHashMap<>(before);
    List.of(more).forEach(name -> all.put(name, Objects.requireNonNull(provider, "a provider")));
    return all;
  }
}
