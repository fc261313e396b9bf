package io.evenkeel.aws.internal;

import io.evenkeel.aws.Architecture;
import io.evenkeel.spi.Answer;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Looks up machine images. */
final class Images {
  private final Ec2Client ec2;
  private final SsmClient ssm;
  private final Calls calls;

  Images(Ec2Client ec2, SsmClient ssm, Calls calls) {
    this.ec2 = ec2;
    this.ssm = ssm;
    this.calls = calls;
  }

  /** Returns the image; empty where it does not exist any more, or not for us. */
  Optional<Image> find(String id) {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    try {
      return calls
          .read(Action.DESCRIBE_IMAGES, () -> ec2.describeImages(r -> r.imageIds(List.of(id))))
          .images()
          .stream()
          .findFirst();
    } catch (Stop stop) {
      if (stop.problem() instanceof Answer.Missing) {
        return Optional.empty();
      }
      throw stop;
    }
  }

  /** Returns the value of a public parameter. */
  String published(String parameter) {
    try {
      return calls
          .read(Action.GET_PARAMETER, () -> ssm.getParameter(r -> r.name(parameter)))
          .parameter()
          .value();
    } catch (Stop stop) {
      if (stop.problem() instanceof Answer.Missing) {
        throw Stop.missing(
            "no image is published at "
                + parameter
                + "; check the image family, the architecture and the Kubernetes version"
                + " (Amazon Linux 2 ends with 1.32)");
      }
      throw stop;
    }
  }

  static Optional<Architecture> architecture(Image image) {
    String label = String.valueOf(image.architectureAsString());
    for (Architecture architecture : Architecture.values()) {
      if (architecture.label().equals(label)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }
}
