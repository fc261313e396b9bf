package io.evenkeel.kubernetes.internal;

import io.evenkeel.model.LabelSelector;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps one copy of values that are equal, since thousands of pods carry the same labels, requests
 * and placements. It forgets everything when it has grown too large, which costs memory only.
 */
final class Interner {
  private static final int MOST = 50_000;

  private final Map<Object, Object> known = new HashMap<>();
  private final Map<Map<String, String>, Map<String, String>> maps = new HashMap<>();

  @SuppressWarnings("unchecked") // a value is stored under an equal value of its own type
  synchronized <T> T one(T value) {
    if (known.size() >= MOST) {
      known.clear();
    }
    return (T) known.computeIfAbsent(value, same -> same);
  }

  /** Returns the shared copy of a map, in the form that the model keeps without copying again. */
  synchronized Map<String, String> one(Map<String, String> map) {
    if (maps.size() >= MOST) {
      maps.clear();
    }
    return maps.computeIfAbsent(map, same -> LabelSelector.of(same).matchLabels());
  }
}
