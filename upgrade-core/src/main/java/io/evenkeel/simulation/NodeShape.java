package io.evenkeel.simulation;

import io.evenkeel.model.Node;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node in the making: 4 cores, 16 GiB, 58 pods, in zone {@code a} unless told otherwise. */
public final class NodeShape {
  private static final long GIBIBYTE = 1L << 30;

  final String name;
  final Map<String, String> labels = new LinkedHashMap<>();
  final List<Taint> taints = new ArrayList<>();
  String zone = "a";
  String instanceId;
  String providerId = "";
  boolean closed;
  private double cores = 4;
  private long memoryGib = 16;
  private long pods = 58;
  private final Map<String, Long> extended = new LinkedHashMap<>();

  NodeShape(String name) {
    this.name = name;
    this.instanceId = "i-" + name;
  }

  public NodeShape zone(String newZone) {
    zone = newZone;
    return this;
  }

  public NodeShape cpu(double newCores) {
    cores = newCores;
    return this;
  }

  public NodeShape memoryGib(long newMemoryGib) {
    memoryGib = newMemoryGib;
    return this;
  }

  public NodeShape maxPods(long count) {
    pods = count;
    return this;
  }

  /** Offers an extended resource, such as {@code nvidia.com/gpu}. */
  public NodeShape offers(String resource, long amount) {
    extended.put(resource, amount);
    return this;
  }

  public NodeShape label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  public NodeShape taint(Taint taint) {
    taints.add(taint);
    return this;
  }

  public NodeShape cordoned() {
    closed = true;
    return this;
  }

  /** Says which machine it is; by default {@code i-} and its name. */
  public NodeShape instance(String id, String newProviderId) {
    instanceId = id;
    providerId = newProviderId;
    return this;
  }

  Resources allocatable() {
    return new Resources((long) (cores * 1000), memoryGib * GIBIBYTE, pods, extended);
  }

  Map<String, String> allLabels() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(Node.HOSTNAME_LABEL, name);
    all.put(Node.ZONE_LABEL, zone);
    all.putAll(labels);
    return all;
  }

  String machine() {
    return providerId.isEmpty() ? "sim:///" + zone + "/" + instanceId : providerId;
  }
}
