package io.evenkeel.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable copies that keep their order, so that nothing depends on a JVM's hash seed. */
final class Ordered {
  private Ordered() {}

  static <K, V> Map<K, V> copy(Map<K, V> source) {
    if (source.isEmpty()) {
      return Map.of();
    }
    return source instanceof Copied<K, V> ? source : new Copied<>(source);
  }

  /** Marks a map that is already such a copy, so that a record that is copied shares it. */
  private static final class Copied<K, V> extends java.util.AbstractMap<K, V> {
    private final Map<K, V> entries;

    Copied(Map<K, V> source) {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(source));
    }

    @Override
    public java.util.Set<Entry<K, V>> entrySet() {
      return entries.entrySet();
    }

    @Override
    @SuppressWarnings("NullAway") // a map answers null for an absent key, as Map.get does
    public V get(Object key) {
      return entries.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
      return entries.containsKey(key);
    }
  }
}
