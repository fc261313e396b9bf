package io.evenkeel.simulation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one version of a launch template says.
 *
 * @param type machine type, such as {@code m6i.large}
 * @param other everything else by name, in order; the simulation only keeps it
 */
public record TemplateContent(String image, String type, Map<String, String> other) {

  /** Copies the map in its order. */
  public TemplateContent {
    other = Collections.unmodifiableMap(new LinkedHashMap<>(other));
  }

  public static TemplateContent of(String image, String type) {
    return new TemplateContent(image, type, Map.of());
  }

  public TemplateContent withImage(String newImage) {
    return new TemplateContent(newImage, type, other);
  }

  public TemplateContent withType(String newType) {
    return newType.equals(type) ? this : new TemplateContent(image, newType, other);
  }
}
