package io.evenkeel.engine.internal.state;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Since when things last that no other mark tells of, written down so that none begins anew. */
public record Timers(Map<String, Instant> since) {
  public static final Timers NONE = new Timers(Map.of());
  private static final String NONE_TEXT = "none";
  private static final String STALL = "stall";
  private static final String UNUSABLE = "unusable:";
  private static final String LEAVING = "leaving:";

  public Timers {
    since = Collections.unmodifiableMap(new TreeMap<>(since));
  }

  public Optional<Instant> stall() {
    return Optional.ofNullable(since.get(STALL));
  }

  Optional<Instant> unusable(String instance) {
    return Optional.ofNullable(since.get(UNUSABLE + instance));
  }

  Optional<Instant> leaving(String instance) {
    return Optional.ofNullable(since.get(LEAVING + instance));
  }

  public Timers withStall(Instant when) {
    return with(STALL, when);
  }

  public Timers withUnusable(String instance, Instant when) {
    return with(UNUSABLE + instance, when);
  }

  public Timers withLeaving(String instance, Instant when) {
    return with(LEAVING + instance, when);
  }

  private Timers with(String name, Instant when) {
    Map<String, Instant> more = new TreeMap<>(since);
    more.put(name, when);
    return new Timers(more);
  }

  /** Reads timers back; a spoiled one is as good as none. */
  static Timers parse(String text) {
    Map<String, Instant> timers = new TreeMap<>();
    for (String word : text.equals(NONE_TEXT) ? new String[0] : text.split(" ")) {
      int at = word.lastIndexOf('@');
      try {
        if (at > 0) {
          timers.put(word.substring(0, at), Instant.parse(word.substring(at + 1)));
        }
      } catch (DateTimeParseException spoiled) {
        // Somebody has edited our mark: the safe reading is that the time has only just begun.
        continue;
      }
    }
    return new Timers(timers);
  }

  @Override
  public String toString() {
    return since.isEmpty()
        ? NONE_TEXT
        : since.entrySet().stream()
            .map(e -> e.getKey() + "@" + e.getValue())
            .collect(Collectors.joining(" "));
  }
}
