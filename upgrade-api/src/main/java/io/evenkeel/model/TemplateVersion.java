package io.evenkeel.model;

/**
 * What a group launches from: a launch template and one numbered version of it.
 *
 * @param version a number; the aliases {@code $Latest} and {@code $Default} may appear where a
 *     group's pointer is shown as found, never in a target
 */
public record TemplateVersion(String template, String version) {

  /** Returns whether the version moves by itself, so that it says nothing about a node. */
  public boolean floating() {
    return version.startsWith("$");
  }

  @Override
  public String toString() {
    return template + ":" + version;
  }
}
