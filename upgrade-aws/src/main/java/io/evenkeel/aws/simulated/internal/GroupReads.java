package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.ScalingActivity;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What Auto Scaling tells of groups and their instances. */
final class GroupReads {

  private static final int GROUPS_PER_PAGE = 50;
  private static final int MOST_PER_PAGE = 100;

  private final SimulatedCloud cloud;
  private final GroupXml xml;

  GroupReads(SimulatedCloud cloud, AwsSettings settings, GroupFeatures features) {
    this.cloud = cloud;
    this.xml = new GroupXml(cloud, settings, features);
  }

  void register(Map<String, Operation> operations) {
    operations.put("DescribeAutoScalingGroups", this::groups);
    operations.put("DescribeAutoScalingInstances", this::instances);
    operations.put("DescribeScalingActivities", this::activities);
    operations.put("DescribeTags", this::tags);
  }

  private void groups(Params in, Xml out) {
    List<String> names = in.list("AutoScalingGroupNames");
    Filters filters = Filters.autoscaling(in);
    List<CloudGroup> found =
        all().stream()
            .filter(group -> names.isEmpty() || names.contains(group.name()))
            .filter(group -> filters.match(name -> attribute(group, name)))
            .toList();
    Page<CloudGroup> page =
        Page.of(found, in.find("NextToken"), size(in, GROUPS_PER_PAGE, MOST_PER_PAGE));
    boolean instances = in.flag("IncludeInstances", true);
    out.list(
        "AutoScalingGroups",
        "member",
        page.items(),
        (item, group) -> xml.group(item, group, instances));
    page.next().ifPresent(token -> out.value("NextToken", token));
  }

  private List<CloudGroup> all() {
    return cloud.groups().stream().map(group -> cloud.shown(group.name())).toList();
  }

  private static List<String> attribute(CloudGroup group, String name) {
    if (name.equals("tag-key")) {
      return group.tags().stream().map(CloudGroup.Tag::key).toList();
    }
    if (name.equals("tag-value")) {
      return group.tags().stream().map(CloudGroup.Tag::value).toList();
    }
    if (name.startsWith("tag:")) {
      return group.tags().stream()
          .filter(tag -> tag.key().equals(name.substring("tag:".length())))
          .map(CloudGroup.Tag::value)
          .toList();
    }
    throw Filters.unknown(name);
  }

  private void instances(Params in, Xml out) {
    List<String> ids = in.list("InstanceIds");
    List<CloudInstance> found =
        all().stream()
            .flatMap(group -> group.instances().stream())
            .filter(instance -> ids.isEmpty() || ids.contains(instance.id()))
            .toList();
    Page<CloudInstance> page =
        Page.of(found, in.find("NextToken"), size(in, GROUPS_PER_PAGE, GROUPS_PER_PAGE));
    out.list(
        "AutoScalingInstances",
        "member",
        page.items(),
        (item, instance) ->
            xml.instance(item.value("AutoScalingGroupName", instance.group()), instance));
    page.next().ifPresent(token -> out.value("NextToken", token));
  }

  private void activities(Params in, Xml out) {
    List<String> ids = in.list("ActivityIds");
    List<ScalingActivity> found = new ArrayList<>();
    cloud.groups().stream().filter(asked(in)).forEach(group -> found.addAll(group.activities()));
    if (!ids.isEmpty()) {
      found.removeIf(activity -> !ids.contains(activity.id()));
    }
    Collections.reverse(found);
    Page<ScalingActivity> page =
        Page.of(found, in.find("NextToken"), size(in, MOST_PER_PAGE, MOST_PER_PAGE));
    out.list("Activities", "member", page.items(), xml::activity);
    page.next().ifPresent(token -> out.value("NextToken", token));
  }

  private static Predicate<SimulatedGroup> asked(Params in) {
    return in.find("AutoScalingGroupName")
        .<Predicate<SimulatedGroup>>map(name -> group -> group.name().equals(name))
        .orElse(group -> true);
  }

  private void tags(Params in, Xml out) {
    Filters filters = Filters.autoscaling(in);
    List<GroupXml.TagOf> found =
        all().stream()
            .flatMap(group -> group.tags().stream().map(t -> new GroupXml.TagOf(group.name(), t)))
            .filter(tag -> filters.match(name -> attribute(tag, name)))
            .toList();
    Page<GroupXml.TagOf> page =
        Page.of(found, in.find("NextToken"), size(in, GROUPS_PER_PAGE, MOST_PER_PAGE));
    out.list("Tags", "member", page.items(), xml::tag);
    page.next().ifPresent(token -> out.value("NextToken", token));
  }

  private static List<String> attribute(GroupXml.TagOf tag, String name) {
    return switch (name) {
      case "auto-scaling-group" -> List.of(tag.group());
      case "key" -> List.of(tag.tag().key());
      case "value" -> List.of(tag.tag().value());
      case "propagate-at-launch" -> List.of(String.valueOf(tag.tag().propagated()));
      default -> throw Filters.unknown(name);
    };
  }

  private static int size(Params in, int usual, int most) {
    int asked = in.number("MaxRecords").orElse(usual);
    if (asked < 1 || asked > most) {
      throw AwsError.validation(
          "MaxRecords must be between 1 and " + most + ", not " + asked + ".");
    }
    return asked;
  }
}
