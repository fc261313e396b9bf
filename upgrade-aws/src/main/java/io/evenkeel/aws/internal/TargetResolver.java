package io.evenkeel.aws.internal;

import io.evenkeel.Target;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** Pins what the user wants to an image and, where there is one already, a template version. */
final class TargetResolver {
  private final Groups groups;
  private final Templates templates;
  private final Images images;
  private final ImageChoice choice;
  private final Clusters clusters;

  TargetResolver(
      Groups groups, Templates templates, Images images, ImageChoice choice, Clusters clusters) {
    this.groups = groups;
    this.templates = templates;
    this.images = images;
    this.choice = choice;
    this.clusters = clusters;
  }

  ResolvedTarget resolve(String groupName, Target target) {
    AutoScalingGroup group = groups.get(groupName);
    LaunchTemplateVersion current = templates.at(Pointers.of(group));
    Optional<Image> now = images.find(Templates.imageOf(current));
    if (target instanceof Target.LaunchTemplate wanted) {
      return asItIs(group, current, now, wanted);
    }
    return pinned(current, now, image(group, now, target));
  }

  private String image(AutoScalingGroup group, Optional<Image> now, Target target) {
    if (target instanceof Target.Image given) {
      return given.id();
    }
    if (target instanceof Target.Kubernetes given) {
      return choice.newest(KubernetesVersion.parse(given.version()), now);
    }
    return choice.newest(clusters.version(group), now);
  }

  private ResolvedTarget pinned(
      LaunchTemplateVersion current, Optional<Image> now, String imageId) {
    Image image = images.find(imageId).orElseThrow(() -> Stop.missing(noImage(imageId)));
    sameArchitecture(now, image);
    UserData.of(current).requireFor(image);
    boolean there = imageId.equals(Templates.imageOf(current));
    Optional<TemplateVersion> version =
        there
            ? Optional.of(Templates.numbered(current))
            : templates.withImage(current, imageId).map(Templates::numbered);
    String description = there ? Labels.of(image) : describe(current, now, Labels.of(image));
    return new ResolvedTarget(imageId, version, description);
  }

  private static String noImage(String id) {
    return "there is no image "
        + id
        + " in this region, or it is not shared with this account; check its id";
  }

  private static void sameArchitecture(Optional<Image> now, Image image) {
    String before = now.map(Image::architectureAsString).orElse(image.architectureAsString());
    if (!String.valueOf(before).equals(String.valueOf(image.architectureAsString()))) {
      throw Stop.refused(
          "%s is for %s, but the group runs on %s"
              .formatted(Labels.of(image), image.architectureAsString(), before));
    }
  }

  private ResolvedTarget asItIs(
      AutoScalingGroup group,
      LaunchTemplateVersion current,
      Optional<Image> now,
      Target.LaunchTemplate wanted) {
    if (Pointers.main(group).filter(own -> Pointers.names(own, wanted.id())).isEmpty()) {
      throw Stop.refused(
          "group %s launches from template %s, not from %s; a run changes the version, never the template"
              .formatted(group.autoScalingGroupName(), Pointers.of(group).template(), wanted.id()));
    }
    LaunchTemplateVersion version =
        templates.at(
            new TemplateVersion(current.launchTemplateId(), String.valueOf(wanted.version())));
    String image = Templates.imageOf(version);
    String to = Labels.of(image, images.find(image)) + ", version " + wanted.version();
    return new ResolvedTarget(
        image, Optional.of(Templates.numbered(version)), describe(current, now, to));
  }

  private static String describe(LaunchTemplateVersion current, Optional<Image> now, String to) {
    return Labels.of(Templates.imageOf(current), now)
        + ", version "
        + current.versionNumber()
        + " -> "
        + to;
  }
}
