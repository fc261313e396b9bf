package io.evenkeel.simulation.internal;

import io.evenkeel.model.TargetRegistration;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.TemplateContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One instance as the cloud keeps it; only the cloud's own parts change it. */
final class InstanceBook {

  final String id;
  final String zone;
  final TemplateVersion template;
  final TemplateContent content;
  Joining joining;
  final Instant launchedAt;
  final String privateIp;
  final Map<String, String> tags = new LinkedHashMap<>();
  final Map<String, TargetRegistration> registrations = new LinkedHashMap<>();

  /** What goes on once it has left its target groups. */
  final List<Runnable> onceLeft = new ArrayList<>();

  LifecycleState state = LifecycleState.PENDING;
  boolean booted;

  /** What the group's health check thinks of it. */
  boolean healthy = true;

  /** Whether the machine is on. */
  boolean running = true;

  boolean kept;

  /** What a health check will find, once it looks. */
  Optional<String> ailment = Optional.empty();

  Optional<Instant> inServiceSince = Optional.empty();
  Optional<Instant> terminatedAt = Optional.empty();
  private @Nullable CloudInstance last;

  InstanceBook(
      String id,
      String zone,
      TemplateVersion template,
      TemplateContent content,
      Joining joining,
      Instant launchedAt,
      String privateIp) {
    this.id = id;
    this.zone = zone;
    this.template = template;
    this.content = content;
    this.joining = joining;
    this.launchedAt = launchedAt;
    this.privateIp = privateIp;
  }

  boolean capacity() {
    return state.countsAsCapacity();
  }

  boolean goingOrGone() {
    return state.goingOrGone();
  }

  /** Returns the same snapshot again as long as nothing has changed. */
  CloudInstance snapshot(String group) {
    CloudInstance known = last;
    if (known == null || !current(known)) {
      known = takeSnapshot(group);
      last = known;
    }
    return known;
  }

  private boolean current(CloudInstance known) {
    return known.state() == state
        && known.booted() == booted
        && known.healthy() == healthy
        && known.running() == running
        && known.kept() == kept
        && known.terminatedAt().equals(terminatedAt)
        && known.registrations().equals(List.copyOf(registrations.values()));
  }

  private CloudInstance takeSnapshot(String group) {
    return new CloudInstance(
        id,
        group,
        zone,
        state,
        template,
        content.image(),
        content.type(),
        launchedAt,
        privateIp,
        booted,
        healthy,
        running,
        kept,
        terminatedAt,
        tags,
        List.copyOf(registrations.values()));
  }
}
