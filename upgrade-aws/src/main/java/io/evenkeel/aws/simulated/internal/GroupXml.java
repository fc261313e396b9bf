package io.evenkeel.aws.simulated.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.ScalingActivity;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Instant;
import java.util.List;

/** Groups, instances, activities and tags as Auto Scaling writes them. */
final class GroupXml {

  private final SimulatedCloud cloud;
  private final AwsSettings settings;
  private final GroupFeatures features;
  private final Instant created;

  GroupXml(SimulatedCloud cloud, AwsSettings settings, GroupFeatures features) {
    this.cloud = cloud;
    this.settings = settings;
    this.features = features;
    this.created = cloud.timeline().now();
  }

  record TagOf(String group, CloudGroup.Tag tag) {}

  void group(Xml out, CloudGroup group, boolean withInstances) {
    out.value("AutoScalingGroupName", group.name());
    out.value(
        "AutoScalingGroupARN",
        settings.arn("autoscaling", "autoScalingGroup:0:autoScalingGroupName/" + group.name()));
    pointer(out, group);
    out.value("MinSize", group.min());
    out.value("MaxSize", group.max());
    out.value("DesiredCapacity", group.desired());
    out.value("DefaultCooldown", 300);
    out.list("AvailabilityZones", "member", group.zones(), Xml::escape);
    out.list("LoadBalancerNames", "member", List.<String>of(), Xml::escape);
    List<String> targetGroups =
        cloud.group(group.name()).targetGroups().stream()
            .map(each -> settings.targetGroupArn(each.name()))
            .toList();
    out.list("TargetGroupARNs", "member", targetGroups, Xml::escape);
    out.list(
        "TrafficSources",
        "member",
        targetGroups,
        (source, arn) -> source.value("Identifier", arn).value("Type", "elbv2"));
    out.value("HealthCheckType", cloud.group(group.name()).asksLoadBalancer() ? "ELB" : "EC2");
    out.value("HealthCheckGracePeriod", 0);
    List<CloudInstance> instances = withInstances ? group.instances() : List.of();
    out.list("Instances", "member", instances, this::instance);
    out.value("CreatedTime", created);
    out.list("SuspendedProcesses", "member", group.suspended(), GroupXml::suspended);
    out.value("VPCZoneIdentifier", subnets(group));
    out.list("EnabledMetrics", "member", List.<String>of(), Xml::escape);
    out.list(
        "Tags", "member", group.tags(), (item, tag) -> tag(item, new TagOf(group.name(), tag)));
    out.list("TerminationPolicies", "member", List.of("Default"), Xml::escape);
    out.value("NewInstancesProtectedFromScaleIn", false);
    out.value("ServiceLinkedRoleARN", settings.arn("iam", "role/autoscaling"));
    features
        .warmPool(group.name(), cloud.group(group.name()).warmPool().size())
        .ifPresent(pool -> GroupExtras.configuration(out, pool));
    features
        .operator(group.name())
        .ifPresent(who -> out.element("Operator", o -> o.value("Principal", who)));
  }

  private void pointer(Xml out, CloudGroup group) {
    features
        .mixed(group.name())
        .ifPresentOrElse(
            policy -> out.element("MixedInstancesPolicy", p -> mixed(p, group, policy)),
            () -> out.element("LaunchTemplate", spec -> named(spec, group.pointer())));
  }

  private void mixed(Xml out, CloudGroup group, Params policy) {
    out.element(
        "LaunchTemplate",
        template -> {
          template.element("LaunchTemplateSpecification", s -> named(s, group.pointer()));
          Structures.write(template, policy.under("LaunchTemplate."));
        });
    out.element(
        "InstancesDistribution", d -> Structures.write(d, policy.under("InstancesDistribution.")));
  }

  private void named(Xml out, TemplateVersion pointer) {
    out.value("LaunchTemplateId", pointer.template());
    out.value("LaunchTemplateName", cloud.templates().get(pointer.template()).name());
    out.value("Version", pointer.version());
  }

  private static String subnets(CloudGroup group) {
    return String.join(",", group.zones().stream().map(zone -> "subnet-" + zone).toList());
  }

  private static void suspended(Xml out, String process) {
    out.value("ProcessName", process);
    out.value("SuspensionReason", "User suspended");
  }

  void instance(Xml out, CloudInstance instance) {
    out.value("InstanceId", instance.id());
    out.value("InstanceType", instance.type());
    out.value("AvailabilityZone", instance.zone());
    out.value("LifecycleState", instance.state().label());
    out.value("HealthStatus", instance.healthy() ? "Healthy" : "Unhealthy");
    out.element("LaunchTemplate", spec -> named(spec, instance.template()));
    out.value("ProtectedFromScaleIn", instance.kept());
  }

  void activity(Xml out, ScalingActivity activity) {
    out.value("ActivityId", activity.id());
    out.value("AutoScalingGroupName", activity.group());
    out.value("Description", activity.description());
    out.value("Cause", activity.cause());
    out.value("StartTime", activity.startedAt());
    activity.endedAt().ifPresent(when -> out.value("EndTime", when));
    out.value("StatusCode", activity.status().label());
    if (!activity.message().isEmpty()) {
      out.value("StatusMessage", activity.message());
    }
    out.value("Progress", activity.endedAt().isPresent() ? 100 : 50);
    out.value("Details", "{}");
  }

  void tag(Xml out, TagOf tag) {
    out.value("ResourceId", tag.group());
    out.value("ResourceType", "auto-scaling-group");
    out.value("Key", tag.tag().key());
    out.value("Value", tag.tag().value());
    out.value("PropagateAtLaunch", tag.tag().propagated());
  }
}
