package io.evenkeel.simulation;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.internal.ClusterCore;
import io.evenkeel.simulation.internal.NewNode;
import io.evenkeel.simulation.internal.PoolMachines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Turns machines that have booted into nodes. */
final class Joins implements NodeLink, PoolMachines {
  private static final String DISK_DRIVER = "ebs.csi.aws.com";
  private static final String TYPE_LABEL = "node.kubernetes.io/instance-type";

  private static final Taint UNINITIALIZED =
      new Taint("node.cloudprovider.kubernetes.io/uninitialized", "true", Taint.Effect.NO_SCHEDULE);

  private final ClusterCore core;
  private final MachineTypes types;
  private final List<BiConsumer<BootedInstance, NodeShape>> rules = new ArrayList<>();
  private final Deque<String> nextNames = new ArrayDeque<>();
  private final Map<String, NewNode> known = new LinkedHashMap<>();
  private final Map<String, String> nameByMachine = new LinkedHashMap<>();
  private int joined;

  Joins(ClusterCore core, MachineTypes types) {
    this.core = core;
    this.types = types;
  }

  void rule(BiConsumer<BootedInstance, NodeShape> rule) {
    rules.add(rule);
  }

  void nameNext(String name) {
    nextNames.add(name);
  }

  @Override
  public void instanceBooted(BootedInstance machine) {
    if (machine.joining() == BootedInstance.Joining.NEVER_REGISTERS) {
      return;
    }
    core.machines().join(remembered(shape(machine), types.of(machine.type())));
  }

  @Override
  public void instanceFound(BootedInstance machine) {
    core.machines().add(remembered(shape(machine), types.of(machine.type())));
  }

  @Override
  public Resources offers(String type) {
    return types.of(type);
  }

  private NodeShape shape(BootedInstance machine) {
    String name = name();
    nameByMachine.put(machine.instanceId(), name);
    NodeShape shape =
        new NodeShape(name)
            .zone(machine.zone())
            .instance(machine.instanceId(), machine.providerId())
            .label(TYPE_LABEL, machine.type());
    machine.nodeLabels().forEach(shape::label);
    if (machine.joining() == BootedInstance.Joining.NEVER_USABLE) {
      shape.taint(UNINITIALIZED);
    }
    if (machine.joining() == BootedInstance.Joining.NEVER_READY) {
      shape.neverReady();
    }
    rules.forEach(rule -> rule.accept(machine, shape));
    return shape;
  }

  @Override
  public void instanceGone(String instanceId) {
    nameByMachine.remove(instanceId);
    core.machines().machineGone(instanceId);
  }

  @Override
  public void instanceStops(String instanceId) {
    core.machines().stops(instanceId);
  }

  @Override
  public void instanceLeft(String instanceId) {
    nameByMachine.remove(instanceId);
    core.machines().leave(instanceId);
  }

  /** Adds a node that is there from the beginning. */
  void add(NodeShape shape) {
    core.machines().add(remembered(shape, shape.allocatable()));
  }

  /** Lets a node be deleted and register once more. */
  void anew(Node node) {
    NewNode before = known.get(node.name());
    if (before == null) {
      throw new IllegalArgumentException("node " + node.name() + " has no kubelet of its own");
    }
    core.machines().registerAnew(node, before);
  }

  private NewNode remembered(NodeShape shape, Resources allocatable) {
    NewNode joining =
        new NewNode(
            shape.instanceId,
            node(shape, allocatable),
            shape.becomesReady,
            new LinkedHashMap<>(shape.startupTaints),
            shape.starts);
    known.put(shape.name, joining);
    return joining;
  }

  private Node node(NodeShape shape, Resources allocatable) {
    Meta meta =
        core.objects()
            .newMeta(ObjectKey.clusterScoped(ObjectKind.NODE, shape.name))
            .withLabels(shape.allLabels());
    return new Node(
        meta,
        Optional.of(shape.machine()),
        shape.closed,
        shape.taints,
        conditions(shape),
        allocatable,
        shape.kubelet,
        shape.hasDiskDriver ? List.of(DISK_DRIVER) : List.of());
  }

  private static Map<String, ConditionStatus> conditions(NodeShape shape) {
    Map<String, ConditionStatus> conditions = new LinkedHashMap<>();
    conditions.put("MemoryPressure", ConditionStatus.FALSE);
    conditions.put("DiskPressure", ConditionStatus.FALSE);
    conditions.put("PIDPressure", ConditionStatus.FALSE);
    conditions.putAll(shape.conditions);
    return conditions;
  }

  /**
   * Names nodes as a private network would, by address; an address may be given out again, once the
   * machine that had it is gone.
   */
  private String name() {
    String again = nextNames.poll();
    if (again != null && isFree(again)) {
      return again;
    }
    int number = ++joined;
    return "ip-10-0-" + number / 250 + "-" + (number % 250 + 4) + ".internal";
  }

  private boolean isFree(String name) {
    return !nameByMachine.containsValue(name)
        && core.find(ObjectKey.clusterScoped(ObjectKind.NODE, name)).isEmpty();
  }
}
