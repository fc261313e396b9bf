package io.evenkeel.aws.internal;

import io.evenkeel.Target;
import io.evenkeel.aws.Architecture;
import io.evenkeel.aws.ImageFamily;
import io.evenkeel.model.RolloutTarget;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Pins the target of a managed node group to a release or to a template version. */
final class NodegroupTargets {
  private static final String IMAGE_LABEL = "eks.amazonaws.com/nodegroup-image";
  private static final String TEMPLATE_LABEL = "eks.amazonaws.com/sourceLaunchTemplateId";
  private static final String VERSION_LABEL = "eks.amazonaws.com/sourceLaunchTemplateVersion";
  private static final String IMAGE_ID = "image_id";

  private final Nodegroups groups;
  private final Images images;

  NodegroupTargets(Nodegroups groups, Images images) {
    this.groups = groups;
    this.images = images;
  }

  RolloutTarget resolve(Nodegroup group, Target target) {
    if (target instanceof Target.LaunchTemplate template) {
      return toTemplate(group, template);
    }
    if (target instanceof Target.Image image) {
      throw Stop.refused(
          "a managed node group takes image "
              + image.id()
              + " only through the launch template that it was made from; name that template's"
              + " version instead");
    }
    if (group.amiType() == AMITypes.CUSTOM) {
      throw Stop.refused(
          "node group "
              + group.nodegroupName()
              + " has an image of its own in its launch template, so that EKS has no release for"
              + " it; name a version of the template: launchTemplate(..)");
    }
    String version =
        target instanceof Target.Kubernetes wanted ? wanted.version() : group.version();
    return toRelease(group, version);
  }

  private RolloutTarget toRelease(Nodegroup group, String kubernetes) {
    String path = ImagePaths.newest(family(group), architecture(group), kubernetes);
    String image = images.published(path);
    String release = release(path, image);
    String from = String.valueOf(group.releaseVersion());
    String description =
        from.equals(release) ? "release " + release : "release " + from + " -> " + release;
    return new RolloutTarget(
        new NodegroupRelease.OfImages(release, kubernetes).toString(),
        Optional.of(kubernetes),
        Map.of(IMAGE_LABEL, image),
        description + " (" + image + ")");
  }

  private String release(String path, String image) {
    if (!path.endsWith(IMAGE_ID)) {
      throw Stop.refused("image " + image + " is published without its release");
    }
    String parent = path.substring(0, path.length() - IMAGE_ID.length());
    String name = path.contains("/bottlerocket/") ? "image_version" : "release_version";
    return images.published(parent + name);
  }

  private static RolloutTarget toTemplate(Nodegroup group, Target.LaunchTemplate template) {
    if (group.launchTemplate() == null) {
      throw Stop.refused(
          "node group "
              + group.nodegroupName()
              + " was made without a launch template, and EKS gives it none later; make a new"
              + " group");
    }
    if (!template.id().equals(group.launchTemplate().id())) {
      throw Stop.refused(
          "node group "
              + group.nodegroupName()
              + " was made from launch template "
              + group.launchTemplate().id()
              + ", and EKS takes only versions of that one, not of "
              + template.id());
    }
    String version = String.valueOf(template.version());
    Map<String, String> labels = new TreeMap<>();
    labels.put(TEMPLATE_LABEL, template.id());
    labels.put(VERSION_LABEL, version);
    return new RolloutTarget(
        new NodegroupRelease.OfTemplate(template.id(), version).toString(),
        labels,
        "launch template "
            + template.id()
            + " version "
            + group.launchTemplate().version()
            + " -> "
            + version);
  }

  private static Architecture architecture(Nodegroup group) {
    String type = group.amiTypeAsString();
    return type.contains("ARM_64") ? Architecture.ARM64 : Architecture.X86_64;
  }

  private static ImageFamily family(Nodegroup group) {
    return switch (group.amiType()) {
      case AL2_X86_64, AL2_ARM_64 -> ImageFamily.AL2;
      case AL2_X86_64_GPU -> ImageFamily.AL2_GPU;
      case AL2023_X86_64_STANDARD, AL2023_ARM_64_STANDARD -> ImageFamily.AL2023;
      case AL2023_X86_64_NVIDIA, AL2023_ARM_64_NVIDIA -> ImageFamily.AL2023_NVIDIA;
      case AL2023_X86_64_NEURON -> ImageFamily.AL2023_NEURON;
      case BOTTLEROCKET_X86_64, BOTTLEROCKET_ARM_64 -> ImageFamily.BOTTLEROCKET;
      case BOTTLEROCKET_X86_64_NVIDIA, BOTTLEROCKET_ARM_64_NVIDIA ->
          ImageFamily.BOTTLEROCKET_NVIDIA;
      case BOTTLEROCKET_X86_64_FIPS, BOTTLEROCKET_ARM_64_FIPS -> ImageFamily.BOTTLEROCKET_FIPS;
      default ->
          throw Stop.refused(
              "no published release is known for AMI type "
                  + group.amiTypeAsString()
                  + " of node group "
                  + group.nodegroupName());
    };
  }
}
