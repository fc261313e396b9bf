package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider has said for good, before the run began.
 *
 * @param observeEvery how long to wait before looking again
 * @param interfering the processes that would fight a replacement
 * @param instanceIds which machine each provider id of a node names
 */
public record ProviderFacts(
    Duration observeEvery, List<String> interfering, Map<String, String> instanceIds) {

  static final ProviderFacts NONE = new ProviderFacts(Duration.ofSeconds(15), List.of(), Map.of());

  public ProviderFacts {
    interfering = List.copyOf(interfering);
    instanceIds = Collections.unmodifiableMap(new LinkedHashMap<>(instanceIds));
  }
}
