package io.evenkeel.aws.internal;

import io.evenkeel.model.ResolvedTarget;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;

/** Creates the template version of a target, at most once for each token. */
final class TemplateWriter {
  private final Ec2Client ec2;
  private final Calls calls;
  private final Groups groups;
  private final Templates templates;
  private final Images images;

  TemplateWriter(Ec2Client ec2, Calls calls, Groups groups, Templates templates, Images images) {
    this.ec2 = ec2;
    this.calls = calls;
    this.groups = groups;
    this.templates = templates;
    this.images = images;
  }

  ResolvedTarget create(String group, ResolvedTarget target, String token) {
    if (target.template().isPresent()) {
      return target;
    }
    LaunchTemplateVersion source = templates.at(Pointers.of(groups.get(group)));
    if (target.image().equals(Templates.imageOf(source))) {
      return target.withTemplate(Templates.numbered(source));
    }
    Tokens own = Tokens.of(group, target.image(), token);
    // AWS forgets client tokens after a while; the description stays.
    Optional<LaunchTemplateVersion> made = templates.describedAs(source, own.description());
    LaunchTemplateVersion version = made.orElseGet(() -> create(source, target, own));
    return target.withTemplate(Templates.numbered(version));
  }

  private LaunchTemplateVersion create(
      LaunchTemplateVersion source, ResolvedTarget target, Tokens own) {
    RequestLaunchTemplateData changes = changes(source, target.image());
    return calls
        .write(
            Action.CREATE_TEMPLATE,
            () ->
                ec2.createLaunchTemplateVersion(
                    r ->
                        r.launchTemplateId(source.launchTemplateId())
                            .sourceVersion(String.valueOf(source.versionNumber()))
                            .versionDescription(own.description())
                            .clientToken(own.clientToken())
                            .launchTemplateData(changes)))
        .launchTemplateVersion();
  }

  private RequestLaunchTemplateData changes(LaunchTemplateVersion source, String image) {
    RequestLaunchTemplateData.Builder changes = RequestLaunchTemplateData.builder().imageId(image);
    if (BlockDevices.withSnapshots(source)) {
      changes.blockDeviceMappings(BlockDevices.kept(source, rootDevice(image)));
    }
    return changes.build();
  }

  private String rootDevice(String image) {
    return images
        .find(image)
        .map(Image::rootDeviceName)
        .orElseThrow(() -> Stop.refused("the root device of " + image + " cannot be looked up"));
  }
}
