package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

/** What else launches, terminates or delays instances while a run lasts. */
final class ActorChecks {
  private static final List<String> OVER =
      List.of("Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful");

  private ActorChecks() {}

  static List<Finding> all(
      AutoScalingGroup group,
      List<InstanceRefresh> refreshes,
      List<ScheduledUpdateGroupAction> schedule,
      List<LifecycleHook> hooks) {
    Where where = Where.in(group);
    List<Finding> found = new ArrayList<>();
    refreshes.stream()
        .filter(refresh -> !OVER.contains(refresh.statusAsString()))
        .findFirst()
        .ifPresent(refresh -> found.add(refreshing(where, refresh)));
    found.addAll(settings(group));
    if (!schedule.isEmpty()) {
      found.add(scheduled(where, schedule));
    }
    if (!hooks.isEmpty()) {
      found.add(hooked(where, hooks));
    }
    return found;
  }

  private static Finding refreshing(Where where, InstanceRefresh refresh) {
    return where.blocker(
        "INSTANCE_REFRESH_RUNNING",
        "instance refresh %s is %s and replaces nodes without asking any budget"
            .formatted(refresh.instanceRefreshId(), refresh.statusAsString()),
        "wait for it, or cancel it");
  }

  private static List<Finding> settings(AutoScalingGroup group) {
    Where where = Where.in(group);
    List<Finding> found = new ArrayList<>();
    if (group.maxInstanceLifetime() != null && group.maxInstanceLifetime() > 0) {
      found.add(
          where.warning(
              "MAX_INSTANCE_LIFETIME",
              "it replaces instances after %d days without asking any budget"
                  .formatted(group.maxInstanceLifetime() / 86_400),
              "replace nodes by age in a plan instead, and remove the lifetime"));
    }
    if (Boolean.TRUE.equals(group.capacityRebalance())) {
      found.add(
          where.warning(
              "CAPACITY_REBALANCE",
              "it replaces Spot instances at risk by itself, beyond what the run borrows",
              "expect more instances than the surge"));
    }
    return found;
  }

  private static Finding scheduled(Where where, List<ScheduledUpdateGroupAction> schedule) {
    List<String> names =
        schedule.stream().map(ScheduledUpdateGroupAction::scheduledActionName).sorted().toList();
    return where.warning(
        "SCHEDULED_ACTIONS",
        "scheduled actions may change its size: " + String.join(", ", names),
        "run at another time; a change of size moves the base of the run");
  }

  private static Finding hooked(Where where, List<LifecycleHook> hooks) {
    List<String> names = hooks.stream().map(ActorChecks::hook).sorted().toList();
    return where.warning(
        "LIFECYCLE_HOOKS",
        "lifecycle hooks delay launches or terminations: " + String.join(", ", names),
        "count on their time for each node; one that nobody completes holds it for all of it");
  }

  private static String hook(LifecycleHook hook) {
    String on = String.valueOf(hook.lifecycleTransition());
    String text =
        hook.lifecycleHookName() + (on.endsWith("TERMINATING") ? " on leaving" : " on launch");
    return hook.heartbeatTimeout() == null
        ? text
        : text + " for up to " + hook.heartbeatTimeout() + " s";
  }
}
