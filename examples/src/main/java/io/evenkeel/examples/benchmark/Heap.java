package io.evenkeel.examples.benchmark;

import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much memory is in use once everything that nobody holds is gone. */
public final class Heap {
  private Heap() {}

  /** Returns the bytes in use. */
  public static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      runtime.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** Returns the bytes of one pod as a client would hold it, sharing nothing with the others. */
  static long bytesOfOne(List<Pod> pods) {
    long before = used();
    List<Pod> copies = new ArrayList<>(pods.size());
    pods.forEach(pod -> copies.add(copy(pod)));
    long bytes = (used() - before) / Math.max(1, copies.size());
    return copies.isEmpty() ? 0 : bytes;
  }

  private static Pod copy(Pod pod) {
    Meta meta = pod.meta();
    ObjectKey key = meta.key();
    return pod.withMeta(
        new Meta(
            new ObjectKey(key.kind(), key.namespace(), fresh(key.name())),
            fresh(meta.uid()),
            fresh(meta.resourceVersion()),
            meta.generation(),
            fresh(meta.labels()),
            fresh(meta.annotations()),
            meta.createdAt(),
            meta.deletedAt(),
            meta.finalizers(),
            meta.controller()));
  }

  private static Map<String, String> fresh(Map<String, String> map) {
    Map<String, String> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key, fresh(value)));
    return copy;
  }

  private static String fresh(String text) {
    return new String(text.toCharArray());
  }
}
