package io.evenkeel.aws.internal;

import io.evenkeel.aws.ImageFamily;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * What a template tells its machines to do as they boot. Each family of images has a way of its own
 * to join a cluster: a script for Amazon Linux 2, a NodeConfig for Amazon Linux 2023, settings for
 * Bottlerocket. A new image under the user data of another family never joins.
 *
 * <p>Source: the EKS user guide, <em>Upgrade from Amazon Linux 2 to Amazon Linux 2023</em>.
 */
record UserData(String text) {
  private static final String BOOTSTRAP = "/etc/eks/bootstrap.sh";
  private static final String NODE_CONFIG = "node.eks.aws/";
  private static final Set<ImageFamily> SCRIPTED = EnumSet.of(ImageFamily.AL2, ImageFamily.AL2_GPU);
  private static final Set<ImageFamily> CONFIGURED =
      EnumSet.of(ImageFamily.AL2023, ImageFamily.AL2023_NVIDIA, ImageFamily.AL2023_NEURON);

  static UserData of(LaunchTemplateVersion template) {
    return new UserData(
        Optional.ofNullable(template.launchTemplateData().userData())
            .map(UserData::decoded)
            .orElse(""));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException odd) {
      return "";
    }
  }

  /**
   * Makes sure that nodes of the image would join.
   *
   * @throws Stop where the user data is known to be for another family
   */
  void requireFor(Image image) {
    Optional<ImageFamily> family = Optional.ofNullable(image.name()).flatMap(ImageNames::family);
    if (family.filter(CONFIGURED::contains).isPresent() && text.contains(BOOTSTRAP)) {
      throw unfit(
          image, "calls " + BOOTSTRAP + ", which Amazon Linux 2023 does not have", "a NodeConfig");
    }
    if (family.filter(SCRIPTED::contains).isPresent() && text.contains(NODE_CONFIG)) {
      throw unfit(
          image, "is a NodeConfig, which Amazon Linux 2 does not read", "a call of " + BOOTSTRAP);
    }
    if (family.filter(UserData::isBottlerocket).isPresent()
        && (text.contains(BOOTSTRAP) || text.contains(NODE_CONFIG))) {
      throw unfit(image, "is not made of Bottlerocket's settings", "Bottlerocket's settings");
    }
  }

  private static boolean isBottlerocket(ImageFamily family) {
    return family.name().startsWith("BOTTLEROCKET");
  }

  private static Stop unfit(Image image, String what, String instead) {
    return Stop.refused(
        "nodes of "
            + Labels.of(image)
            + " would never join: the user data of the launch template "
            + what
            + "; make a template version with the image and with "
            + instead
            + ", and name it: launchTemplate(..)");
  }
}
