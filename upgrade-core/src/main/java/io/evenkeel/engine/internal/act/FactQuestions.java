package io.evenkeel.engine.internal.act;

import io.evenkeel.engine.internal.state.ProviderFacts;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.RolloutProvider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider what it answers at once and for good; it is asked before the run begins, where it
 * may block, so that no user's code runs while the run decides.
 */
public final class FactQuestions {
  private static final Duration SOONEST = Duration.ofSeconds(1);

  private FactQuestions() {}

  public static ProviderFacts of(InstanceProvider provider, List<String> providerIds) {
    return new ProviderFacts(
        observeEvery(provider.observeEvery()), instanceIds(provider, providerIds));
  }

  /** Asks how often a rollout is to be looked at. */
  public static Duration observeEvery(RolloutProvider provider) {
    return observeEvery(provider.observeEvery());
  }

  /** Asks how often a change of the control plane is to be looked at. */
  public static Duration observeEvery(ControlPlane plane) {
    return observeEvery(plane.observeEvery());
  }

  private static Duration observeEvery(@Nullable Duration answer) {
    if (answer == null || answer.isNegative() || answer.isZero()) {
      throw new PlugInException("observeEvery() is " + answer + "; answer more than zero");
    }
    return answer.compareTo(SOONEST) < 0 ? SOONEST : answer;
  }

  private static Map<String, String> instanceIds(InstanceProvider provider, List<String> ids) {
    Map<String, String> instances = new LinkedHashMap<>();
    ids.forEach(id -> instances.put(id, instanceId(provider, id)));
    return instances;
  }

  /** Asks which machine a provider id names. */
  static String instanceId(InstanceProvider provider, String providerId) {
    String answer = provider.instanceIdOf(providerId);
    if (missing(answer)) {
      throw new PlugInException("instanceIdOf(" + providerId + ") answered null");
    }
    return answer;
  }

  private static boolean missing(@Nullable String answer) {
    return answer == null;
  }
}
