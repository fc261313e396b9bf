package io.evenkeel.aws.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** Whether the template is ours to give a new version. */
final class TemplateChecks {
  private static final String LATEST = "$Latest";

  private TemplateChecks() {}

  /** Other groups that would start to launch something else because of us. */
  static Optional<Finding> followers(AutoScalingGroup group, List<AutoScalingGroup> all) {
    TemplateVersion own = Pointers.of(group);
    List<String> followers =
        all.stream()
            .filter(other -> !other.autoScalingGroupName().equals(group.autoScalingGroupName()))
            .filter(other -> follows(other, own))
            .map(AutoScalingGroup::autoScalingGroupName)
            .sorted()
            .toList();
    return followers.isEmpty() ? Optional.empty() : Optional.of(followed(group, followers));
  }

  /** Each new version moves the latest; the default is moved by nobody who follows a number. */
  private static boolean follows(AutoScalingGroup other, TemplateVersion own) {
    return Pointers.all(other)
        .filter(found -> Pointers.names(found, own.template()))
        .map(Pointers::version)
        .anyMatch(
            theirs ->
                theirs.version().equals(LATEST)
                    || (theirs.floating() && theirs.version().equals(own.version())));
  }

  private static Finding followed(AutoScalingGroup group, List<String> followers) {
    return Where.in(group)
        .blocker(
            "TEMPLATE_FOLLOWED_BY_OTHERS",
            "its launch template moves other groups along: " + String.join(", ", followers),
            "point those groups at a numbered version first");
  }

  static Optional<Finding> floating(AutoScalingGroup group) {
    TemplateVersion own = Pointers.of(group);
    return own.floating()
        ? Optional.of(
            Where.in(group)
                .warning(
                    "FLOATING_TEMPLATE",
                    "it launches from "
                        + own.version()
                        + "; the run pins that to its number first and leaves a number behind",
                    "declare a numbered version afterwards"))
        : Optional.empty();
  }

  static Optional<Finding> image(AutoScalingGroup group, LaunchTemplateVersion version) {
    String image = String.valueOf(version.launchTemplateData().imageId());
    return image.startsWith("resolve:")
        ? Optional.of(
            Where.in(group)
                .warning(
                    "IMAGE_MOVES",
                    "its template names no fixed image but " + image,
                    "expect that nodes of one template version differ; a new version fixes the image"))
        : Optional.empty();
  }
}
