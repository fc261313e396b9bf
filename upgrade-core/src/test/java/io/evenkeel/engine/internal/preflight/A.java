package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tiny model objects: nodes of 4 cores, Ready pods of 100 millicores in namespace shop. */
final class A {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long GIB = 1L << 30;

  private A() {}

  static Node node(String name) {
    return node(name, "zone-a");
  }

  static Node node(String name, String zone) {
    return node(name, zone, 4000);
  }

  static Node node(String name, String zone, long cpuMillis) {
    return new Node(
        Meta.of(ObjectKey.clusterScoped(ObjectKind.NODE, name), "uid-" + name, START)
            .withLabels(Map.of(Node.ZONE_LABEL, zone)),
        Optional.of("aws:///" + zone + "/" + name),
        false,
        List.of(),
        Map.of("Ready", ConditionStatus.TRUE),
        Resources.of(cpuMillis, 16 * GIB, 110),
        "v1.33.0",
        List.of());
  }

  static Pod bare(String name, String node) {
    return new Pod(
        Meta.of(key(ObjectKind.POD, name), "uid-" + name, START),
        Optional.of(node),
        Pod.Phase.RUNNING,
        Optional.of(START),
        Optional.of(START),
        Duration.ofSeconds(30),
        Resources.of(100, GIB / 8, 1),
        Placement.ANYWHERE,
        0,
        "",
        false);
  }

  /** Returns a pod of that workload, labelled {@code app} with the workload's name. */
  static Pod pod(String name, String node, Workload of) {
    Pod pod = bare(name, node);
    return pod.withMeta(
        pod.meta()
            .withLabels(Map.of("app", of.name()))
            .withController(Owner.of(of.kind(), of.name(), of.uid())));
  }

  static Pod requesting(long cpuMillis, Pod pod) {
    return new Pod(
        pod.meta(),
        pod.nodeName(),
        pod.phase(),
        pod.readySince(),
        pod.startedAt(),
        pod.grace(),
        Resources.of(cpuMillis, GIB / 8, 1),
        pod.placement(),
        0,
        "",
        false);
  }

  static Pod placed(Placement placement, Pod pod) {
    return new Pod(
        pod.meta(),
        pod.nodeName(),
        pod.phase(),
        pod.readySince(),
        pod.startedAt(),
        pod.grace(),
        pod.requests(),
        placement,
        0,
        "",
        false);
  }

  static Pod notReady(Pod pod) {
    return pod.withStatus(Pod.Phase.RUNNING, Optional.empty());
  }

  static Placement diskIn(String zone) {
    return Placement.ANYWHERE.withVolumeTerms(
        List.of(List.of(NodeTerm.of(Requirement.in(Node.ZONE_LABEL, zone)))));
  }

  static Workload workload(ObjectKind kind, String name, int replicas) {
    return new Workload(
        Meta.of(key(kind, name), "uid-" + kind + name, START),
        LabelSelector.of("app", name),
        replicas,
        replicas,
        Optional.empty());
  }

  static Workload deployment(String name, int replicas) {
    return workload(ObjectKind.DEPLOYMENT, name, replicas);
  }

  static Workload replicaSetOf(Workload deployment) {
    Workload set = workload(ObjectKind.REPLICA_SET, deployment.name(), deployment.replicas());
    return set.withMeta(
        set.meta()
            .withController(Owner.of(deployment.kind(), deployment.name(), deployment.uid())));
  }

  static Budget budget(String name, Workload over, Budget.Limit limit) {
    return new Budget(
        Meta.of(key(ObjectKind.BUDGET, name), "uid-" + name, START),
        LabelSelector.of("app", over.name()),
        limit,
        Budget.UnhealthyPods.IF_HEALTHY_BUDGET,
        Budget.Status.NONE);
  }

  static Budget.Limit maxUnavailable(String share) {
    return new Budget.Limit.MaxUnavailable(PodShare.parse(share));
  }

  static Budget.Limit minAvailable(String share) {
    return new Budget.Limit.MinAvailable(PodShare.parse(share));
  }

  private static ObjectKey key(ObjectKind kind, String name) {
    return new ObjectKey(kind, "shop", name);
  }
}
