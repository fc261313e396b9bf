package io.evenkeel.spi;

import java.util.List;
import java.util.Map;

/**
 * A change of how many replicas a workload wants, written together with its marks or not at all.
 *
 * @param from how many it must want now
 * @param to how many it is to want; may be the same, so that only marks change
 * @param setAnnotations marks to be set on the workload
 * @param removeAnnotations marks to be removed from it
 */
public record Rescale(
    int from, int to, Map<String, String> setAnnotations, List<String> removeAnnotations) {

  public Rescale {
    removeAnnotations = List.copyOf(removeAnnotations);
  }

  /** Returns a change of the number only. */
  public static Rescale of(int from, int to) {
    return new Rescale(from, to, Map.of(), List.of());
  }
}
