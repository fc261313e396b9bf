package io.evenkeel.simulation.internal;

import io.evenkeel.Target;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.TemplateContent;
import io.evenkeel.spi.Answer;
import java.util.Optional;

/** Pins a target to an image and, where one says so already, to a template version. */
final class TargetResolution {

  private static final String PATH =
      "/aws/service/eks/optimized-ami/%s/amazon-linux-2023/x86_64/standard/recommended/image_id";

  private final CloudWorld world;

  TargetResolution(CloudWorld world) {
    this.world = world;
  }

  /** Returns where the recommended image of that Kubernetes version is written. */
  static String path(String kubernetesVersion) {
    return PATH.formatted(kubernetesVersion);
  }

  Answer<ResolvedTarget> resolve(GroupBook group, Target target) {
    if (target instanceof Target.Image image) {
      return toImage(group, image.id());
    }
    if (target instanceof Target.LaunchTemplate template) {
      return toTemplate(
          group, new TemplateVersion(template.id(), String.valueOf(template.version())));
    }
    String version =
        target instanceof Target.Kubernetes wanted ? wanted.version() : world.kubernetesVersion;
    return world
        .images
        .parameter(path(version))
        .map(image -> toImage(group, image))
        .orElseGet(() -> new Answer.Missing<>("There is no parameter " + path(version) + "."));
  }

  private Answer<ResolvedTarget> toTemplate(GroupBook group, TemplateVersion version) {
    String image = world.templates.version(version).content().image();
    return Answer.ok(new ResolvedTarget(image, Optional.of(version), describe(group, image)));
  }

  private Answer<ResolvedTarget> toImage(GroupBook group, String image) {
    if (world.images.find(image).isEmpty()) {
      return new Answer.Missing<>("There is no image " + image + ".");
    }
    return Answer.ok(new ResolvedTarget(image, existing(group, image), describe(group, image)));
  }

  /** Finds the newest version that differs from what the group launches from in the image only. */
  private Optional<TemplateVersion> existing(GroupBook group, String image) {
    LaunchTemplate template = world.templates.get(group.pointer.template());
    TemplateContent current = world.templates.version(group.pointer).content();
    TemplateContent wanted = current.withImage(image);
    if (current.equals(wanted)) {
      return Optional.of(world.templates.pinned(group.pointer));
    }
    return template.versions().stream()
        .filter(version -> version.content().equals(wanted))
        .reduce((older, newer) -> newer)
        .map(version -> template.named(version.number()));
  }

  private String describe(GroupBook group, String image) {
    String now = world.templates.version(group.pointer).content().image();
    return now.equals(image) ? "image " + image : "image " + now + " -> " + image;
  }
}
