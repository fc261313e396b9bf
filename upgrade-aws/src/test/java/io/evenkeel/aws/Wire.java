package io.evenkeel.aws;

import java.util.ArrayList;
import java.util.List;

/** Answers of AWS, as they look on the wire. */
final class Wire {
  private Wire() {}

  static final String OK = "<R><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></R>";

  static GroupXml group(String name) {
    return new GroupXml(name);
  }

  static String groups(GroupXml... groups) {
    StringBuilder members = new StringBuilder();
    for (GroupXml group : groups) {
      members.append(group.xml());
    }
    return result(
        "DescribeAutoScalingGroups", "<AutoScalingGroups>" + members + "</AutoScalingGroups>");
  }

  static String result(String operation, String content) {
    return "<%sResponse><%sResult>%s</%sResult></%sResponse>"
        .formatted(operation, operation, content, operation, operation);
  }

  static String activities(String... activities) {
    return result(
        "DescribeScalingActivities",
        "<Activities>" + String.join("", activities) + "</Activities>");
  }

  static String activity(String description, String status, String message) {
    return "<member><Description>%s</Description><StatusCode>%s</StatusCode><StatusMessage>%s</StatusMessage></member>"
        .formatted(description, status, message);
  }

  static String templates(String... versions) {
    return "<DescribeLaunchTemplateVersionsResponse><launchTemplateVersionSet>"
        + String.join("", versions)
        + "</launchTemplateVersionSet></DescribeLaunchTemplateVersionsResponse>";
  }

  static String template(int number, String image, String description, String extra) {
    return """
        <item><launchTemplateId>lt-1</launchTemplateId><launchTemplateName>workers</launchTemplateName>
        <versionNumber>%d</versionNumber><versionDescription>%s</versionDescription>
        <launchTemplateData><imageId>%s</imageId>%s</launchTemplateData></item>"""
        .formatted(number, description, image, extra);
  }

  static String template(int number, String image) {
    return template(number, image, "", "");
  }

  static String created(int number, String image) {
    return "<CreateLaunchTemplateVersionResponse>"
        + template(number, image)
            .replace("<item>", "<launchTemplateVersion>")
            .replace("</item>", "</launchTemplateVersion>")
        + "</CreateLaunchTemplateVersionResponse>";
  }

  static String image(String id, String name, String architecture) {
    return """
        <DescribeImagesResponse><imagesSet><item><imageId>%s</imageId><name>%s</name>
        <architecture>%s</architecture><rootDeviceName>/dev/xvda</rootDeviceName></item></imagesSet>
        </DescribeImagesResponse>"""
        .formatted(id, name, architecture);
  }

  /** A group in the making. */
  static final class GroupXml {
    private final String name;
    private final List<String> instances = new ArrayList<>();
    private final StringBuilder tags = new StringBuilder();
    private String sizes = sizes(1, 6, 3);
    private String source = templateXml("3");
    private String more = "";

    GroupXml(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    GroupXml sized(int min, int max, int desired) {
      sizes = sizes(min, max, desired);
      return this;
    }

    GroupXml from(String version) {
      source = templateXml(version);
      return this;
    }

    GroupXml launchConfiguration(String configuration) {
      source = "<LaunchConfigurationName>" + configuration + "</LaunchConfigurationName>";
      return this;
    }

    GroupXml instance(String id, String zone, String state, String version) {
      instances.add(
          "<member><InstanceId>%s</InstanceId><AvailabilityZone>%s</AvailabilityZone><LifecycleState>%s</LifecycleState>%s</member>"
              .formatted(id, zone, state, templateXml(version)));
      return this;
    }

    GroupXml tag(String key, String value) {
      tags.append("<member><Key>%s</Key><Value>%s</Value></member>".formatted(key, value));
      return this;
    }

    GroupXml with(String xml) {
      more += xml;
      return this;
    }

    String xml() {
      return "<member><AutoScalingGroupName>%s</AutoScalingGroupName>%s%s<AvailabilityZones><member>a</member><member>b</member></AvailabilityZones><Instances>%s</Instances><Tags>%s</Tags>%s</member>"
          .formatted(name, sizes, source, String.join("", instances), tags, more);
    }

    private static String sizes(int min, int max, int desired) {
      return "<MinSize>%d</MinSize><MaxSize>%d</MaxSize><DesiredCapacity>%d</DesiredCapacity>"
          .formatted(min, max, desired);
    }

    private static String templateXml(String version) {
      return "<LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId><LaunchTemplateName>workers</LaunchTemplateName><Version>%s</Version></LaunchTemplate>"
          .formatted(version);
    }
  }
}
