package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.Target;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.SimulatedCloud;
import java.util.Optional;

/**
 * A question for what a group's target is. The answer that it is what the group launches from
 * already is believed only if that is so, as the question is put or as it is answered.
 */
final class Resolution {
  private final Court court;
  private final String group;
  private final Target target;
  private final Optional<TemplateVersion> whenAsked;

  Resolution(Court court, String group, Target target) {
    this.court = court;
    this.group = group;
    this.target = target;
    this.whenAsked = thereAlready();
  }

  void answered(ResolvedTarget answer) {
    boolean so =
        answer
            .template()
            .filter(
                is -> whenAsked.equals(Optional.of(is)) || thereAlready().equals(Optional.of(is)))
            .isPresent();
    Optional<TemplateVersion> to = answer.template().filter(this::isWanted);
    court.group(group).ifPresent(file -> file.templates().resolved(so, to));
  }

  /** Returns what the group launches from, if that is what is asked for. */
  private Optional<TemplateVersion> thereAlready() {
    try {
      return court.group(group).flatMap(file -> asWanted(file.now().pointer()));
    } catch (CloudRejection gone) {
      return Optional.empty();
    }
  }

  private boolean isWanted(TemplateVersion answered) {
    try {
      return asWanted(answered).isPresent();
    } catch (CloudRejection gone) {
      return false;
    }
  }

  private Optional<TemplateVersion> asWanted(TemplateVersion pointer) {
    LaunchTemplate template = court.cloud().templates().get(pointer.template());
    return template
        .version(pointer.version())
        .filter(version -> isWanted(template.named(version.number()), version.content().image()))
        .map(version -> template.named(version.number()));
  }

  private boolean isWanted(TemplateVersion version, String image) {
    if (target instanceof Target.LaunchTemplate wanted) {
      return version.equals(new TemplateVersion(wanted.id(), String.valueOf(wanted.version())));
    }
    return wantedImage(court.cloud()).equals(Optional.of(image));
  }

  private Optional<String> wantedImage(SimulatedCloud cloud) {
    if (target instanceof Target.Image wanted) {
      return Optional.of(wanted.id());
    }
    return target instanceof Target.Kubernetes wanted
        ? cloud.recommended(wanted.version())
        : cloud.recommended(cloud.kubernetesVersion());
  }
}
