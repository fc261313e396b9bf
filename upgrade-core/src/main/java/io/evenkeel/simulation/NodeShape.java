package io.evenkeel.simulation;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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

  final Map<Taint, Duration> startupTaints = new LinkedHashMap<>();
  final Map<String, ConditionStatus> conditions = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();
  String kubelet = "v1.36.0";
  boolean becomesReady = true;
  boolean hasDiskDriver = true;
  Predicate<Pod> starts = pod -> true;

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

  /** Joins without that label. */
  public NodeShape withoutLabel(String key) {
    missing.add(key);
    return this;
  }

  /** Joins with a taint that somebody takes away, so long after the node is Ready. */
  public NodeShape startupTaint(Taint taint, Duration stays) {
    startupTaints.put(taint, stays);
    return taint(taint);
  }

  /** Reports that condition, such as one of a monitoring agent. */
  public NodeShape condition(String type, ConditionStatus status) {
    conditions.put(type, status);
    return this;
  }

  public NodeShape kubelet(String version) {
    kubelet = version;
    return this;
  }

  /** Registers and stays NotReady. */
  public NodeShape neverReady() {
    becomesReady = false;
    return this;
  }

  /** Has no driver for disks. */
  public NodeShape withoutDiskDriver() {
    hasDiskDriver = false;
    return this;
  }

  /**
   * Starts only such pods; others are bound to it and never run, as where no address is left or
   * images cannot be pulled.
   */
  public NodeShape startsOnly(Predicate<Pod> pods) {
    starts = pods;
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
    missing.forEach(all::remove);
    return all;
  }

  String machine() {
    return providerId.isEmpty() ? "sim:///" + zone + "/" + instanceId : providerId;
  }
}
