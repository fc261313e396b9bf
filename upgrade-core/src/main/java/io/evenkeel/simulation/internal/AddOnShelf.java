package io.evenkeel.simulation.internal;

import io.evenkeel.spi.AddOnVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which versions of add-ons there are, and which Kubernetes versions each goes with. */
final class AddOnShelf {
  private final Map<String, Map<String, List<String>>> offered = new LinkedHashMap<>();

  /** Puts a version there; one that comes later is newer. */
  void offer(String addOn, String version, List<String> kubernetes) {
    offered
        .computeIfAbsent(addOn, none -> new LinkedHashMap<>())
        .put(version, List.copyOf(kubernetes));
  }

  /** Returns the versions that go with a Kubernetes version, newest first. */
  List<AddOnVersion> offered(String addOn, String kubernetes) {
    List<AddOnVersion> newestFirst = new ArrayList<>();
    offered
        .getOrDefault(addOn, Map.of())
        .forEach(
            (version, goesWith) -> {
              if (goesWith.contains(kubernetes)) {
                newestFirst.add(0, new AddOnVersion(version, false));
              }
            });
    if (!newestFirst.isEmpty()) {
      newestFirst.set(0, new AddOnVersion(newestFirst.get(0).version(), true));
    }
    return newestFirst;
  }

  /** Returns the Kubernetes versions that a version goes with; none where it is not known. */
  List<String> goesWith(String addOn, String version) {
    return offered.getOrDefault(addOn, Map.of()).getOrDefault(version, List.of());
  }
}
