package io.evenkeel.aws.internal;

import io.evenkeel.aws.Architecture;
import io.evenkeel.aws.ImageFamily;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;

/** Chooses the newest image of the kind that a group has, or of the kind that it was told. */
final class ImageChoice {
  private final Images images;
  private final Settings settings;

  ImageChoice(Images images, Settings settings) {
    this.images = images;
    this.settings = settings;
  }

  /** Returns the id of the newest image for that Kubernetes version. */
  String newest(KubernetesVersion kubernetes, Optional<Image> current) {
    String path = ImagePaths.newest(family(current), architecture(current), kubernetes.toString());
    return images.published(path);
  }

  private ImageFamily family(Optional<Image> current) {
    return settings
        .family()
        .or(() -> current.map(ImageChoice::name).flatMap(ImageNames::family))
        .orElseThrow(
            () ->
                Stop.refused(
                    "the kind of image cannot be told from "
                        + current.map(Labels::of).orElse("the current launch template")
                        + "; set the image family when building the provider, or name an image"));
  }

  private Architecture architecture(Optional<Image> current) {
    return settings
        .architecture()
        .or(() -> current.flatMap(Images::architecture))
        .orElseThrow(
            () ->
                Stop.refused(
                    "the architecture cannot be told from the current image;"
                        + " set it when building the provider"));
  }

  private static String name(Image image) {
    return image.name() == null ? "" : image.name();
  }
}
