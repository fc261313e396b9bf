package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds out which instances are no longer well, or too old, and lets them be replaced. */
final class HealthChecks {

  static final String GONE = "an EC2 health check indicating it has been terminated or stopped";
  static final String IMPAIRED = "an EC2 instance status checks failure";
  static final String LOAD_BALANCER = "an ELB system health check failure";
  static final String BY_USER = "a user health-check";
  private static final String LIFETIME = "the maximum instance lifetime being exceeded";

  private static final Duration HEALTH_CHECK = Duration.ofSeconds(60);

  private final CloudWorld world;

  HealthChecks(CloudWorld world) {
    this.world = world;
  }

  /** Lets the next check find the instance ill. */
  void ails(GroupBook group, InstanceBook instance, String ailment) {
    if (instance.ailment.isEmpty()) {
      instance.ailment = Optional.of(ailment);
    }
    checkLater(group, instance, HEALTH_CHECK);
  }

  /** Finds out again, at the next check, which instances are not well. */
  void checkLater(GroupBook group) {
    world.timeline.schedule(
        HEALTH_CHECK, () -> List.copyOf(group.instances.values()).forEach(i -> check(group, i)));
  }

  private void checkLater(GroupBook group, InstanceBook instance, Duration wait) {
    world.timeline.schedule(wait, () -> check(group, instance));
  }

  private void check(GroupBook group, InstanceBook instance) {
    if (group.deleted || instance.ailment.isEmpty() || instance.goingOrGone()) {
      return;
    }
    Duration grace = graceLeft(group, instance);
    if (!grace.isZero()) {
      checkLater(group, instance, grace);
    } else if (group.runs("HealthCheck")) {
      declare(group, instance, false);
      replace(group, instance);
    }
  }

  /** Somebody, or a check, says how the instance is. */
  void declare(GroupBook group, InstanceBook instance, boolean healthy) {
    if (instance.healthy != healthy) {
      instance.healthy = healthy;
      group.changed();
      world.log.add(
          Kind.UNHEALTHY,
          group.name(),
          instance.id,
          healthy ? "well again" : instance.ailment.orElse(BY_USER));
    }
  }

  private void replace(GroupBook group, InstanceBook instance) {
    if (!instance.healthy && group.runs("ReplaceUnhealthy")) {
      terminate(group, instance, instance.ailment.orElse(BY_USER));
      group.trigger = Causes.at(world.timeline.now(), Causes.successor());
    }
  }

  private Duration graceLeft(GroupBook group, InstanceBook instance) {
    Instant over =
        instance
            .inServiceSince
            .map(since -> since.plus(group.settings.habits().healthGrace()))
            .orElse(world.timeline.now());
    Duration left = Duration.between(world.timeline.now(), over);
    return left.isNegative() || !instance.running ? Duration.ZERO : left;
  }

  /** Replaces the instance once it has reached the longest life that the group allows. */
  void watchAge(GroupBook group, InstanceBook instance) {
    group
        .settings
        .habits()
        .lifetime()
        .ifPresent(
            lifetime ->
                world.timeline.schedule(
                    Duration.between(world.timeline.now(), instance.launchedAt.plus(lifetime)),
                    () -> tooOld(group, instance)));
  }

  /** One after another: the next one goes when the group is whole again. */
  private void tooOld(GroupBook group, InstanceBook instance) {
    if (group.deleted || instance.goingOrGone()) {
      return;
    }
    boolean whole =
        group.instances.size() >= group.desired
            && group.instances.values().stream()
                .noneMatch(i -> i.state.pending() || i.goingOrGone());
    if (whole && group.runs("Terminate")) {
      terminate(group, instance, LIFETIME);
    } else {
      world.timeline.schedule(HEALTH_CHECK, () -> tooOld(group, instance));
    }
  }

  private void terminate(GroupBook group, InstanceBook instance, String why) {
    world.machines.terminate(group, instance, Causes.at(world.timeline.now(), Causes.health(why)));
    world.scaling.touch(group);
  }
}
