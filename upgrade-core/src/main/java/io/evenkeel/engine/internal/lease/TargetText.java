package io.evenkeel.engine.internal.lease;

import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.model.TemplateVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A pinned target as one line, to be kept beside the lease. */
public final class TargetText {
  private TargetText() {}

  public static String write(ResolvedTarget target) {
    String template = target.template().map(t -> t.template() + " " + t.version()).orElse("");
    return target.image() + "|" + template + "|" + target.description();
  }

  public static Optional<ResolvedTarget> read(String text) {
    String[] parts = text.split("\\|", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    String[] template = parts[1].split(" ");
    return Optional.of(
        new ResolvedTarget(
            parts[0],
            template.length == 2
                ? Optional.of(new TemplateVersion(template[0], template[1]))
                : Optional.empty(),
            parts[2]));
  }

  public static String write(RolloutTarget target) {
    StringBuilder labels = new StringBuilder();
    target
        .nodeLabels()
        .forEach((key, value) -> labels.append(key).append('=').append(value).append(' '));
    String kubernetes = target.kubernetes().map(version -> " " + version).orElse("");
    return target.version()
        + kubernetes
        + "|"
        + labels.toString().strip()
        + "|"
        + target.description();
  }

  public static Optional<RolloutTarget> readRollout(String text) {
    String[] parts = text.split("\\|", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : parts[1].split(" ")) {
      int at = label.indexOf('=');
      if (at > 0) {
        labels.put(label.substring(0, at), label.substring(at + 1));
      }
    }
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(read(parts[0].split(" ", 2), labels, parts[2]));
  }

  private static RolloutTarget read(
      String[] version, Map<String, String> labels, String description) {
    return new RolloutTarget(
        version[0],
        version.length > 1 ? Optional.of(version[1]) : Optional.empty(),
        labels,
        description);
  }
}
