package io.evenkeel.simulation;

import io.evenkeel.model.TemplateVersion;
import java.util.List;

/**
 * An Auto Scaling group of the simulated cloud as it truly is at one moment.
 *
 * @param pointer what it launches from; the version may be {@code $Latest} or {@code $Default}
 * @param suspended processes that are switched off, sorted
 * @param instances those that the group lists, oldest first; terminated ones are not listed
 */
public record CloudGroup(
    String name,
    int min,
    int max,
    int desired,
    List<String> zones,
    TemplateVersion pointer,
    List<String> suspended,
    List<Tag> tags,
    List<CloudInstance> instances) {

  /** A tag of a group; {@code propagated} ones are passed on to the instances launched later. */
  public record Tag(String key, String value, boolean propagated) {}

  public CloudGroup {
    zones = List.copyOf(zones);
    suspended = List.copyOf(suspended);
    tags = List.copyOf(tags);
    instances = List.copyOf(instances);
  }

  /** Returns the same group, with other instances. */
  public CloudGroup withInstances(List<CloudInstance> others) {
    return new CloudGroup(name, min, max, desired, zones, pointer, suspended, tags, others);
  }

  /** Returns how many instances are pending, in service or standby. */
  public int present() {
    return (int) instances.stream().filter(i -> i.asModel().state().countsAgainstSize()).count();
  }
}
