package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.TemplateContent;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a group was stated to be. */
public record GroupSettings(
    String name,
    int size,
    int min,
    int max,
    List<String> zones,
    String template,
    TemplateContent content,
    DurationRange boot,
    DurationRange shutdown,
    Duration age,
    boolean strictZones,
    List<CloudGroup.Tag> tags,
    Map<String, String> labels,
    Optional<String> imageLabel,
    GroupHabits habits) {

  public GroupSettings {
    tags = List.copyOf(tags);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** Returns the labels with which the node of a machine with that image joins. */
  Map<String, String> labelsOf(String image) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    imageLabel.ifPresent(key -> all.put(key, image));
    return all;
  }
}
