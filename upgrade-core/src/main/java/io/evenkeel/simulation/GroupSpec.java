package io.evenkeel.simulation;

import io.evenkeel.simulation.internal.GroupSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * States an Auto Scaling group of a simulated cloud.
 *
 * <p>Unless told otherwise: no instances, minimum 0, maximum as many as it starts with, zones a, b
 * and c, image {@code ami-1} on {@code m6i.large} by a launch template that is named after the
 * group; machines boot in 20 to 40 seconds and take 5 to 10 to shut down.
 */
public final class GroupSpec {

  private final String name;
  private int size;
  private int min;
  private int max = -1;
  private List<String> zones = List.of("a", "b", "c");
  private String template;
  private TemplateContent content = TemplateContent.of("ami-1", "m6i.large");
  private DurationRange boot = DurationRange.seconds(20, 40);
  private DurationRange shutdown = DurationRange.seconds(5, 10);
  private Duration age = Duration.ZERO;
  private boolean strictZones;
  private final List<CloudGroup.Tag> tags = new ArrayList<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private Optional<String> imageLabel = Optional.empty();
  private final GroupOptions options = new GroupOptions();

  GroupSpec(String name) {
    this.name = name;
    this.template = "lt-" + name;
  }

  /** Starts with that many instances, in service from the beginning. */
  public GroupSpec size(int instances) {
    this.size = instances;
    return this;
  }

  public GroupSpec min(int instances) {
    this.min = instances;
    return this;
  }

  public GroupSpec max(int instances) {
    this.max = instances;
    return this;
  }

  /** Launches into these zones; on equal numbers into the one that is named first. */
  public GroupSpec zones(String... names) {
    this.zones = List.of(names);
    return this;
  }

  /** Does not fall back to another zone where the emptiest one has no capacity. */
  public GroupSpec balancedOnly() {
    this.strictZones = true;
    return this;
  }

  /** Launches from version 1 of that launch template, with that image. */
  public GroupSpec template(String id, String image) {
    return template(id, content.withImage(image));
  }

  /** Launches from version 1 of that launch template. */
  public GroupSpec template(String id, TemplateContent firstVersion) {
    this.template = id;
    this.content = firstVersion;
    return this;
  }

  /** Machines take that long from launch until they are handed to the cluster. */
  public GroupSpec bootsIn(DurationRange range) {
    this.boot = range;
    return this;
  }

  /** Machines take that long from the request to terminate until they are gone. */
  public GroupSpec shutsDownIn(DurationRange range) {
    this.shutdown = range;
    return this;
  }

  /** The instances it starts with were launched that long ago. */
  public GroupSpec age(Duration sinceLaunch) {
    this.age = sinceLaunch;
    return this;
  }

  public GroupSpec tag(String key, String value, boolean propagated) {
    tags.add(new CloudGroup.Tag(key, value, propagated));
    return this;
  }

  /** Nodes of this group join with that label. */
  public GroupSpec nodeLabel(String key, String value) {
    labels.put(key, value);
    return this;
  }

  /** Nodes of this group join with a label of that key which names their image. */
  public GroupSpec imageLabel(String key) {
    this.imageLabel = Optional.of(key);
    return this;
  }

  /** States what the group does by itself beyond keeping its size. */
  public GroupSpec options(Consumer<GroupOptions> statement) {
    statement.accept(options);
    return this;
  }

  GroupSettings settings() {
    int limit = max < 0 ? size : max;
    if (zones.isEmpty() || min < 0 || min > size || size > limit) {
      throw new IllegalArgumentException(
          "group "
              + name
              + " needs a zone and 0 <= min <= size <= max, not zones "
              + zones
              + ", min "
              + min
              + ", size "
              + size
              + ", max "
              + limit);
    }
    return new GroupSettings(
        name,
        size,
        min,
        limit,
        zones,
        template,
        content,
        boot,
        shutdown,
        age,
        strictZones,
        tags,
        labels,
        imageLabel,
        options.habits());
  }
}
