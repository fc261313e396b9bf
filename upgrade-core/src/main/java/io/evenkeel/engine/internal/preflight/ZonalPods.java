package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds pods that can run in some zones of their group only, mostly because of a zonal volume. A
 * surge node comes up in the zone that the cloud chooses. With fewer surge nodes than zones, no
 * node allowed to be missing and no room for the pod on another node that it could run on now,
 * there may never be room in the pod's zone before its node has to go.
 */
final class ZonalPods implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    for (GroupOnNodes group : situation.groups()) {
      findings.addAll(findings(group, situation));
    }
    return findings;
  }

  private static List<Finding> findings(GroupOnNodes group, Situation situation) {
    List<Finding> findings = new ArrayList<>();
    boolean refused = mayNeverFindRoom(group);
    pinned(group, situation)
        .forEach(
            (pin, pods) -> {
              List<Pod> homeless = refused ? homeless(pods, situation) : List.of();
              if (!homeless.isEmpty()) {
                findings.add(refusal(group, pin, homeless));
              } else if (onlyNodeInItsZones(group, pin)) {
                findings.add(warning(group, pin, pods));
              }
            });
    return findings;
  }

  /** What runs the pods, and the zones that they are pinned to. */
  private record Pin(String workload, List<String> zones) {}

  private static boolean mayNeverFindRoom(GroupOnNodes group) {
    return group.plan().unavailable(group.size()) == 0
        && group.plan().surge(group.size()) < group.facts().state().zones().size();
  }

  private static Map<Pin, List<Pod>> pinned(GroupOnNodes group, Situation situation) {
    Map<String, List<Shape>> shapes = shapesByZone(group, situation);
    Map<Pin, List<Pod>> pinned = new LinkedHashMap<>();
    for (Pod pod : group.moving()) {
      List<String> zones =
          shapes.entrySet().stream()
              .filter(zone -> zone.getValue().stream().anyMatch(shape -> shape.admits(pod)))
              .map(Map.Entry::getKey)
              .toList();
      if (!zones.isEmpty() && zones.size() < shapes.size()) {
        Pin pin = new Pin(situation.owners().nameOf(pod), zones);
        pinned.computeIfAbsent(pin, key -> new ArrayList<>()).add(pod);
      }
    }
    return pinned;
  }

  private static List<Pod> homeless(List<Pod> pods, Situation situation) {
    return pods.stream().filter(pod -> !hasRoomElsewhere(pod, situation)).toList();
  }

  private static boolean hasRoomElsewhere(Pod pod, Situation situation) {
    return situation.open().stream()
        .filter(node -> !pod.nodeName().equals(Optional.of(node.name())))
        .anyMatch(node -> Shape.asItIs(node, situation.pods()).takes(pod));
  }

  private static boolean hasZonalVolume(Pod pod) {
    return !pod.placement().volumeTerms().isEmpty();
  }

  private static Map<String, List<Shape>> shapesByZone(GroupOnNodes group, Situation situation) {
    Map<String, List<Shape>> shapes = new LinkedHashMap<>();
    for (String zone : group.facts().state().zones()) {
      shapes.put(
          zone,
          group.nodes().stream()
              .map(node -> Shape.fresh(node, situation.pods()).inZone(node.zone(), zone))
              .distinct()
              .toList());
    }
    return shapes;
  }

  private static boolean onlyNodeInItsZones(GroupOnNodes group, Pin pin) {
    TreeSet<String> zones = new TreeSet<>(pin.zones());
    return group.nodes().stream().map(Node::zone).filter(zones::contains).count() <= 1;
  }

  private static Finding refusal(GroupOnNodes group, Pin pin, List<Pod> pods) {
    int zones = group.facts().state().zones().size();
    return Finding.blocker(
        "ZONAL_POD_WITHOUT_ROOM",
        pin.workload(),
        Names.ofObjects(pods)
            + (pods.size() == 1 ? " runs" : " run")
            + " in "
            + Names.of(pin.zones())
            + " only"
            + because(pods)
            + ", and "
            + group.where()
            + " may add "
            + Names.count(group.plan().surge(group.size()), "node", "nodes")
            + " over "
            + zones
            + " zones with none missing, so that there may never be room for "
            + (pods.size() == 1 ? "it" : "them"),
        "allow a surge of at least one node per zone, maxSurge(nodes("
            + zones
            + ")), or let a node be missing, maxUnavailable(nodes(1))");
  }

  private static Finding warning(GroupOnNodes group, Pin pin, List<Pod> pods) {
    return Finding.warning(
        "ONLY_NODE_IN_ZONE",
        pin.workload(),
        Names.ofObjects(pods)
            + (pods.size() == 1 ? " runs" : " run")
            + " in "
            + Names.of(pin.zones())
            + " only"
            + because(pods)
            + ", where "
            + group.where()
            + " has no other node, and may wait for the replacement",
        "nothing needs to be done if that wait is acceptable; otherwise add a node in that zone");
  }

  private static String because(List<Pod> pods) {
    return Optional.of(pods.get(0)).filter(ZonalPods::hasZonalVolume).isPresent()
        ? " because of a volume"
        : "";
  }
}
