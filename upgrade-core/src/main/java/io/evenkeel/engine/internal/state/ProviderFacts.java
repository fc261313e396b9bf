package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a provider has said for good, before the run began.
 *
 * @param observeEvery how long to wait before looking again
 * @param instanceIds which machine each provider id of a node names
 */
public record ProviderFacts(Duration observeEvery, Map<String, String> instanceIds) {

  static final ProviderFacts NONE = new ProviderFacts(Duration.ofSeconds(15), Map.of());

  public ProviderFacts {
    instanceIds = Collections.unmodifiableMap(new LinkedHashMap<>(instanceIds));
  }
}
