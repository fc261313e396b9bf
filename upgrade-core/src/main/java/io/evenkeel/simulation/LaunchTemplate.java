package io.evenkeel.simulation;

import io.evenkeel.model.TemplateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A launch template as it is at one moment.
 *
 * @param defaultVersion number of the version that {@code $Default} means
 * @param versions all versions, oldest first
 */
public record LaunchTemplate(
    String id, String name, Instant createdAt, int defaultVersion, List<Version> versions) {

  /** One numbered version; it never changes. */
  public record Version(
      int number, String description, Instant createdAt, TemplateContent content) {}

  public LaunchTemplate {
    versions = List.copyOf(versions);
  }

  /** Returns the number that {@code $Latest} means. */
  public int latestVersion() {
    return versions.get(versions.size() - 1).number();
  }

  /** Returns the version of a number, {@code $Latest} or {@code $Default}. */
  public Optional<Version> version(String version) {
    String number =
        switch (version) {
          case "$Latest" -> String.valueOf(latestVersion());
          case "$Default" -> String.valueOf(defaultVersion);
          default -> version;
        };
    return versions.stream().filter(v -> String.valueOf(v.number()).equals(number)).findFirst();
  }

  /** Returns how a group or an instance names the version of that number. */
  public TemplateVersion named(int number) {
    return new TemplateVersion(id, String.valueOf(number));
  }
}
