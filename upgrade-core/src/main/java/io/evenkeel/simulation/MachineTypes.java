package io.evenkeel.simulation;

import io.evenkeel.model.Resources;
import java.util.LinkedHashMap;
import java.util.Map;

/** What nodes of the machine types of a cluster offer. */
final class MachineTypes {
  private final Map<String, Resources> offers = new LinkedHashMap<>();

  void put(String type, Resources offered) {
    offers.put(type, offered);
  }

  Resources of(String type) {
    return offers.getOrDefault(type, new NodeShape(type).allocatable());
  }
}
