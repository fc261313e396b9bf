package io.evenkeel.simulation;

import io.evenkeel.model.TemplateVersion;
import java.util.List;

/**
 * The launch templates of a simulated cloud. Call on the timeline's thread; every method throws
 * {@link CloudRejection} where there is no such template or version.
 */
public interface CloudTemplates {

  /** Returns all templates in the order of their creation. */
  List<LaunchTemplate> all();

  /** Returns the template of that id or name. */
  LaunchTemplate get(String idOrName);

  /** Returns what a version says; {@code $Latest} and {@code $Default} mean what they mean now. */
  LaunchTemplate.Version version(TemplateVersion named);

  /** Makes a template with version 1, or returns the one of that id which is there. */
  LaunchTemplate create(String id, String name, TemplateContent content);

  /**
   * Adds a version. The same token again returns the version that it made first, or is rejected
   * where the content differs; an empty token never does.
   */
  LaunchTemplate.Version addVersion(
      String idOrName, TemplateContent content, String description, String token);

  /** Takes the template away; launching from it fails from now on. */
  void delete(String idOrName);

  /** Changes which version {@code $Default} means. */
  void makeDefault(String idOrName, int number);
}
