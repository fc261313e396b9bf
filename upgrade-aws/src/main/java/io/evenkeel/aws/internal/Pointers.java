package io.evenkeel.aws.internal;

import io.evenkeel.model.TemplateVersion;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;

/** Finds what groups and instances launch from. */
final class Pointers {
  private Pointers() {}

  /** Returns what the group launches from, as found. */
  static TemplateVersion of(AutoScalingGroup group) {
    return main(group).map(Pointers::version).orElseThrow(() -> Stop.refused(noTemplate(group)));
  }

  private static String noTemplate(AutoScalingGroup group) {
    return "group "
        + group.autoScalingGroupName()
        + " launches from launch configuration "
        + group.launchConfigurationName()
        + ", which has no versions; move the group to a launch template";
  }

  static Optional<LaunchTemplateSpecification> main(AutoScalingGroup group) {
    MixedInstancesPolicy mixed = group.mixedInstancesPolicy();
    if (mixed != null && mixed.launchTemplate() != null) {
      return Optional.ofNullable(mixed.launchTemplate().launchTemplateSpecification());
    }
    return Optional.ofNullable(group.launchTemplate());
  }

  /** Returns every template that the group may launch from. */
  static Stream<LaunchTemplateSpecification> all(AutoScalingGroup group) {
    MixedInstancesPolicy mixed = group.mixedInstancesPolicy();
    Stream<LaunchTemplateSpecification> overrides =
        mixed == null || mixed.launchTemplate() == null
            ? Stream.empty()
            : mixed.launchTemplate().overrides().stream()
                .map(LaunchTemplateOverrides::launchTemplateSpecification)
                .flatMap(Stream::ofNullable);
    return Stream.concat(main(group).stream(), overrides);
  }

  static TemplateVersion version(LaunchTemplateSpecification found) {
    String id = found.launchTemplateId();
    // A group that was made without a version follows the default one.
    String version = found.version() == null ? "$Default" : found.version();
    return new TemplateVersion(id == null ? found.launchTemplateName() : id, version);
  }

  /** Returns whether the specification names that template, by its id or its name. */
  static boolean names(LaunchTemplateSpecification found, String template) {
    return template.equals(found.launchTemplateId()) || template.equals(found.launchTemplateName());
  }
}
