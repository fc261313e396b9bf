package io.evenkeel.aws.internal;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.TargetRegistration;
import io.evenkeel.model.TemplateVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/** Reads a group into our own words. */
final class GroupObserver {
  private static final String LAUNCHING = "Launching";

  private final Groups groups;
  private final Templates templates;
  private final TargetGroups targetGroups;

  GroupObserver(Groups groups, Templates templates, TargetGroups targetGroups) {
    this.groups = groups;
    this.templates = templates;
    this.targetGroups = targetGroups;
  }

  GroupState observe(String name) {
    AutoScalingGroup group = groups.get(name);
    TemplateVersion pointer = Pointers.of(group);
    List<Activity> activities = groups.activities(name);
    return new GroupState(
        group.autoScalingGroupName(),
        group.minSize(),
        group.maxSize(),
        group.desiredCapacity(),
        group.availabilityZones(),
        pointer,
        suspended(group),
        Marks.on(group),
        instances(group),
        failure(activities),
        SizeChanges.of(activities),
        Interferences.of(group));
  }

  static List<String> suspended(AutoScalingGroup group) {
    return group.suspendedProcesses().stream().map(SuspendedProcess::processName).sorted().toList();
  }

  private List<Instance> instances(AutoScalingGroup group) {
    Map<String, List<TargetRegistration>> places = targetGroups.registrations(group);
    return group.instances().stream()
        .filter(found -> LifecycleStates.member(found.lifecycleStateAsString()))
        .map(found -> instance(found, places.getOrDefault(found.instanceId(), List.of())))
        .toList();
  }

  private Instance instance(
      software.amazon.awssdk.services.autoscaling.model.Instance found,
      List<TargetRegistration> places) {
    Optional<TemplateVersion> template =
        Optional.ofNullable(found.launchTemplate())
            .map(Pointers::version)
            .filter(version -> !version.floating());
    return new Instance(
        found.instanceId(),
        found.availabilityZone(),
        LifecycleStates.state(found.lifecycleStateAsString()),
        template,
        image(found, template),
        found.instanceType() == null ? "" : found.instanceType(),
        Optional.empty(),
        "Unhealthy".equals(found.healthStatus())
            ? Instance.Health.UNHEALTHY
            : Instance.Health.HEALTHY,
        places);
  }

  private String image(
      software.amazon.awssdk.services.autoscaling.model.Instance found,
      Optional<TemplateVersion> template) {
    return found.imageId() == null ? template.map(templates::image).orElse("") : found.imageId();
  }

  /** The newest launch that has ended tells whether launches work. */
  static Optional<String> failure(List<Activity> newestFirst) {
    return newestFirst.stream()
        .filter(activity -> String.valueOf(activity.description()).startsWith(LAUNCHING))
        .filter(GroupObserver::ended)
        .findFirst()
        .filter(activity -> !activity.statusCodeAsString().equals("Successful"))
        .map(GroupObserver::reason);
  }

  private static boolean ended(Activity activity) {
    return List.of("Successful", "Failed", "Cancelled").contains(activity.statusCodeAsString());
  }

  private static String reason(Activity activity) {
    return activity.statusMessage() == null
        ? activity.description() + " has ended as " + activity.statusCodeAsString()
        : activity.statusMessage();
  }
}
