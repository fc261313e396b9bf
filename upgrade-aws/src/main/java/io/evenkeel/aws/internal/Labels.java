package io.evenkeel.aws.internal;

import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;

/** How images are named to people. */
final class Labels {
  private Labels() {}

  static String of(Image image) {
    return image.name() == null ? image.imageId() : image.name() + " (" + image.imageId() + ")";
  }

  /** Returns the image's name and id, the id alone where it cannot be looked up. */
  static String of(String id, Optional<Image> image) {
    return image.map(Labels::of).orElse(id.isEmpty() ? "an image that moves" : id);
  }
}
