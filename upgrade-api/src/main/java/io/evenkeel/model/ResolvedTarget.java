package io.evenkeel.model;

import java.util.Optional;

/**
 * What the nodes of a group must become, pinned to things that do not move.
 *
 * @param image the image to run; empty where only the template decides
 * @param template the template version to launch from; absent until it has been created
 * @param description what changes, for people: names and versions from and to
 */
public record ResolvedTarget(String image, Optional<TemplateVersion> template, String description) {

  /**
   * Returns whether the instance already is what this target wants. The template version decides
   * where it is known; before it has been created nothing can match it.
   */
  public boolean matches(Instance instance) {
    return template.isPresent() && template.equals(instance.template());
  }

  public ResolvedTarget withTemplate(TemplateVersion created) {
    return new ResolvedTarget(image, Optional.of(created), description);
  }
}
