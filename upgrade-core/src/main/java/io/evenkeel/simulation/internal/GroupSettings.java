package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.TemplateContent;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    GroupHabits habits) {

  public GroupSettings {
    tags = List.copyOf(tags);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
