package io.evenkeel.aws.simulated.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.AfterTermination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Auto Scaling lets callers change. */
final class GroupWrites {

  private static final List<String> PROCESSES =
      List.of(
          "Launch",
          "Terminate",
          "AddToLoadBalancer",
          "AlarmNotification",
          "AZRebalance",
          "HealthCheck",
          "InstanceRefresh",
          "ReplaceUnhealthy",
          "ScheduledActions");
  private static final String MIXED = "MixedInstancesPolicy.";
  private static final String OWN_TEMPLATE = "LaunchTemplate.LaunchTemplateSpecification.";
  private static final List<String> UPDATABLE =
      List.of(
          "Action",
          "Version",
          "AutoScalingGroupName",
          "MinSize",
          "MaxSize",
          "DesiredCapacity",
          "LaunchTemplate.LaunchTemplateId",
          "LaunchTemplate.LaunchTemplateName",
          "LaunchTemplate.Version");

  private final SimulatedCloud cloud;
  private final GroupXml xml;
  private final GroupFeatures features;

  GroupWrites(SimulatedCloud cloud, AwsSettings settings, GroupFeatures features) {
    this.cloud = cloud;
    this.xml = new GroupXml(cloud, settings, features);
    this.features = features;
  }

  void register(Map<String, Operation> operations) {
    operations.put("SetDesiredCapacity", this::setDesired);
    operations.put("UpdateAutoScalingGroup", this::update);
    operations.put("TerminateInstanceInAutoScalingGroup", this::terminate);
    operations.put("SuspendProcesses", (in, out) -> group(in).suspend(processes(in)));
    operations.put("ResumeProcesses", (in, out) -> group(in).resume(processes(in)));
    operations.put("CreateOrUpdateTags", this::tag);
    operations.put("DeleteTags", this::untag);
  }

  private SimulatedGroup group(Params in) {
    return changeable(cloud.group(in.get("AutoScalingGroupName")));
  }

  private SimulatedGroup changeable(SimulatedGroup group) {
    features
        .operator(group.name())
        .ifPresent(
            who -> {
              throw new AwsError(
                  403,
                  "AccessDenied",
                  "The group " + group.name() + " is operated by " + who + ".");
            });
    return group;
  }

  private void setDesired(Params in, Xml out) {
    group(in)
        .setDesired(in.number("DesiredCapacity").orElseThrow(() -> missing("DesiredCapacity")));
  }

  private void update(Params in, Xml out) {
    SimulatedGroup group = group(in);
    in.values().keySet().stream()
        .filter(name -> !UPDATABLE.contains(name) && !name.startsWith(MIXED))
        .findFirst()
        .ifPresent(
            name -> {
              throw AwsError.validation("This simulation cannot change " + name + ".");
            });
    CloudGroup now = group.state();
    int min = in.number("MinSize").orElse(now.min());
    int max = in.number("MaxSize").orElse(now.max());
    int desired = in.number("DesiredCapacity").orElse(Math.max(min, Math.min(max, now.desired())));
    Params policy = in.under(MIXED);
    Params template = in.under("LaunchTemplate.");
    TemplateVersion pointer =
        pointer(template.values().isEmpty() ? policy.under(OWN_TEMPLATE) : template, now.pointer());
    cloud.templates().version(pointer);
    group.resize(min, max, desired);
    mix(group.name(), policy, !template.values().isEmpty());
    if (!pointer.equals(now.pointer())) {
      group.point(pointer);
    }
  }

  /** What is left out of a new policy is no longer there; a template alone ends the policy. */
  private void mix(String group, Params policy, boolean templateAlone) {
    if (!policy.values().isEmpty()) {
      Map<String, String> kept = new LinkedHashMap<>(policy.values());
      kept.keySet().removeIf(name -> name.startsWith(OWN_TEMPLATE));
      features.mix(group, new Params(kept));
    } else if (templateAlone) {
      features.unmix(group);
    }
  }

  private TemplateVersion pointer(Params in, TemplateVersion now) {
    if (in.values().isEmpty()) {
      return now;
    }
    String named =
        in.find("LaunchTemplateId").orElseGet(() -> in.find("LaunchTemplateName").orElse(""));
    if (named.isEmpty()) {
      throw AwsError.validation("Either a launch template id or a launch template name is needed.");
    }
    LaunchTemplate template = cloud.templates().get(named);
    return new TemplateVersion(template.id(), in.find("Version").orElse("$Default"));
  }

  private void terminate(Params in, Xml out) {
    String id = in.get("InstanceId");
    boolean decrement = Boolean.parseBoolean(in.get("ShouldDecrementDesiredCapacity"));
    SimulatedGroup group = changeable(cloud.groupOfInstance(id));
    group.terminate(id, decrement ? AfterTermination.GIVE_BACK : AfterTermination.REPLACE);
    var activities = group.activities();
    out.element("Activity", item -> xml.activity(item, activities.get(activities.size() - 1)));
  }

  /** Naming none means all of them. */
  private static List<String> processes(Params in) {
    List<String> named = in.list("ScalingProcesses");
    for (String process : named) {
      if (!PROCESSES.contains(process)) {
        throw AwsError.validation("Invalid process name: " + process + ".");
      }
    }
    return named.isEmpty() ? PROCESSES : named;
  }

  private void tag(Params in, Xml out) {
    List<Params> tags = in.structures("Tags");
    tags.forEach(this::taggedGroup);
    tags.forEach(
        tag ->
            taggedGroup(tag)
                .tag(
                    tag.get("Key"),
                    tag.find("Value").orElse(""),
                    tag.flag("PropagateAtLaunch", false)));
  }

  private void untag(Params in, Xml out) {
    for (Params tag : in.structures("Tags")) {
      taggedGroup(tag).untag(tag.get("Key"));
    }
  }

  private SimulatedGroup taggedGroup(Params tag) {
    if (!tag.find("ResourceType").orElse("auto-scaling-group").equals("auto-scaling-group")) {
      throw AwsError.validation("Invalid resource type: " + tag.get("ResourceType") + ".");
    }
    if (tag.get("Key").length() > 128 || tag.find("Value").orElse("").length() > 256) {
      throw AwsError.validation("A tag's key has at most 128 characters, its value at most 256.");
    }
    return changeable(cloud.group(tag.get("ResourceId")));
  }

  private static AwsError missing(String name) {
    return AwsError.validation("The request must contain the parameter " + name + ".");
  }
}
