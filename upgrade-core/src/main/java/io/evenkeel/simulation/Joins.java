package io.evenkeel.simulation;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.internal.ClusterCore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns machines that have booted into nodes. */
final class Joins implements NodeLink {
  private static final String KUBELET_VERSION = "v1.36.0";
  private static final String DISK_DRIVER = "ebs.csi.aws.com";
  private static final String TYPE_LABEL = "node.kubernetes.io/instance-type";

  private static final Taint UNINITIALIZED =
      new Taint("node.cloudprovider.kubernetes.io/uninitialized", "true", Taint.Effect.NO_SCHEDULE);

  private final ClusterCore core;
  private final SimulatedCluster.MachineTypes types;
  private int joined;

  Joins(ClusterCore core, SimulatedCluster.MachineTypes types) {
    this.core = core;
    this.types = types;
  }

  @Override
  public void instanceBooted(BootedInstance machine) {
    if (machine.joining() == BootedInstance.Joining.NEVER_REGISTERS) {
      return;
    }
    NodeShape shape =
        new NodeShape(nextName())
            .zone(machine.zone())
            .instance(machine.instanceId(), machine.providerId())
            .label(TYPE_LABEL, machine.type());
    machine.nodeLabels().forEach(shape::label);
    if (machine.joining() == BootedInstance.Joining.NEVER_USABLE) {
      shape.taint(UNINITIALIZED);
    }
    core.join(
        machine.instanceId(),
        node(shape, types.of(machine.type())),
        machine.joining() != BootedInstance.Joining.NEVER_READY);
  }

  @Override
  public void instanceGone(String instanceId) {
    core.machineGone(instanceId);
  }

  Node node(NodeShape shape) {
    return node(shape, shape.allocatable());
  }

  private Node node(NodeShape shape, Resources allocatable) {
    Meta meta =
        core.newMeta(ObjectKey.clusterScoped(ObjectKind.NODE, shape.name))
            .withLabels(shape.allLabels());
    return new Node(
        meta,
        Optional.of(shape.machine()),
        shape.closed,
        shape.taints,
        healthy(),
        allocatable,
        KUBELET_VERSION,
        List.of(DISK_DRIVER));
  }

  private static Map<String, ConditionStatus> healthy() {
    Map<String, ConditionStatus> conditions = new LinkedHashMap<>();
    conditions.put("MemoryPressure", ConditionStatus.FALSE);
    conditions.put("DiskPressure", ConditionStatus.FALSE);
    conditions.put("PIDPressure", ConditionStatus.FALSE);
    return conditions;
  }

  /** Names nodes as a private network would: by address, one after another. */
  private String nextName() {
    int number = ++joined;
    return "ip-10-0-" + number / 250 + "-" + (number % 250 + 4) + ".internal";
  }
}
