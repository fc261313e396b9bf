package io.evenkeel.simulation;

import io.evenkeel.model.Instance;
import io.evenkeel.model.TargetRegistration;
import io.evenkeel.model.TemplateVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance of the simulated cloud as it truly is at one moment.
 *
 * @param booted whether its machine has booted and was handed to the cluster
 * @param tags those of the group that were propagated when it was launched
 * @param healthy what the group's health check thinks of it
 * @param running whether its machine is on, which the group may not have noticed
 * @param kept whether it is protected from scale-in
 * @param registrations its places in the target groups of load balancers
 */
public record CloudInstance(
    String id,
    String group,
    String zone,
    LifecycleState state,
    TemplateVersion template,
    String image,
    String type,
    Instant launchedAt,
    String privateIp,
    boolean booted,
    boolean healthy,
    boolean running,
    boolean kept,
    Optional<Instant> terminatedAt,
    Map<String, String> tags,
    List<TargetRegistration> registrations) {

  /** Copies the tags in their order. */
  public CloudInstance {
    registrations = List.copyOf(registrations);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** Returns the same instance, in another state. */
  public CloudInstance withState(LifecycleState other) {
    return new CloudInstance(
        id,
        group,
        zone,
        other,
        template,
        image,
        type,
        launchedAt,
        privateIp,
        booted,
        healthy,
        running,
        kept,
        terminatedAt,
        tags,
        registrations);
  }

  /** Returns the instance in the words of the model. */
  public Instance asModel() {
    return new Instance(
        id,
        zone,
        state.asModel(),
        Optional.of(template),
        image,
        type,
        Optional.of(launchedAt),
        healthy ? Instance.Health.HEALTHY : Instance.Health.UNHEALTHY,
        registrations);
  }
}
