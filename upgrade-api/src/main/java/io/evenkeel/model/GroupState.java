package io.evenkeel.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node group as the cloud tells it at one moment.
 *
 * @param pointer what the group launches from now
 * @param suspended processes of the group that are switched off, by whomever
 * @param marks the library's own marks on this group, without their common prefix
 * @param recentFailure why the last launch failed, where it did and nothing was launched since
 * @param sizeChanges how desired came to change lately, newest first; empty where the cloud does
 *     not tell
 * @param interferences the processes of this group that would fight a replacement
 */
public record GroupState(
    String name,
    int min,
    int max,
    int desired,
    List<String> zones,
    TemplateVersion pointer,
    List<String> suspended,
    Map<String, String> marks,
    List<Instance> instances,
    Optional<String> recentFailure,
    List<SizeChange> sizeChanges,
    List<Interference> interferences) {

  public GroupState {
    zones = List.copyOf(zones);
    suspended = List.copyOf(suspended);
    marks = Ordered.copy(marks);
    instances = List.copyOf(instances);
    sizeChanges = List.copyOf(sizeChanges);
    interferences = List.copyOf(interferences);
  }

  /**
   * Makes the state of a group whose cloud does not tell how desired came to change, and of which
   * no process interferes.
   */
  public GroupState(
      String name,
      int min,
      int max,
      int desired,
      List<String> zones,
      TemplateVersion pointer,
      List<String> suspended,
      Map<String, String> marks,
      List<Instance> instances,
      Optional<String> recentFailure) {
    this(
        name,
        min,
        max,
        desired,
        zones,
        pointer,
        suspended,
        marks,
        instances,
        recentFailure,
        List.of(),
        List.of());
  }

  /** Returns how many instances count against the size of the group. */
  public int present() {
    return (int) instances.stream().filter(i -> i.state().countsAgainstSize()).count();
  }

  /** Returns the instance of that id. */
  public Optional<Instance> instance(String id) {
    return instances.stream().filter(instance -> instance.id().equals(id)).findFirst();
  }

  /** Returns the same group, with other instances. */
  public GroupState withInstances(List<Instance> others) {
    return new GroupState(
        name,
        min,
        max,
        desired,
        zones,
        pointer,
        suspended,
        marks,
        others,
        recentFailure,
        sizeChanges,
        interferences);
  }

  /** Returns the same group, launching from that and with these processes switched off. */
  public GroupState written(TemplateVersion newPointer, List<String> newSuspended) {
    return new GroupState(
        name,
        min,
        max,
        desired,
        zones,
        newPointer,
        newSuspended,
        marks,
        instances,
        recentFailure,
        sizeChanges,
        interferences);
  }

  /**
   * Returns what the process would do at once if it were switched on now, as the rest of a sentence
   * that begins with "since"; empty where it would disturb nothing.
   */
  public Optional<String> disturbanceBy(String process) {
    return interferences.stream()
        .filter(interference -> interference.process().equals(process))
        .findFirst()
        .flatMap(
            interference ->
                switch (interference.actsOn()) {
                  case UNEVEN_ZONES -> unevenZones();
                  case UNHEALTHY_INSTANCES -> unhealthyInstances();
                });
  }

  private Optional<String> unevenZones() {
    int imbalance = zoneImbalance();
    return imbalance <= 1
        ? Optional.empty()
        : Optional.of(
            "the zones differ by " + imbalance + " instances and it would move nodes at once");
  }

  private Optional<String> unhealthyInstances() {
    List<String> unhealthy =
        instances.stream()
            .filter(instance -> instance.state().countsAgainstSize())
            .filter(instance -> instance.health() == Instance.Health.UNHEALTHY)
            .map(Instance::id)
            .toList();
    return unhealthy.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the group holds "
                + String.join(", ", unhealthy)
                + " to be unhealthy and it would terminate that at once");
  }

  /** Returns by how many instances the fullest zone exceeds the emptiest. */
  public int zoneImbalance() {
    if (zones.isEmpty()) {
      return 0;
    }
    int[] counts = zones.stream().mapToInt(this::presentIn).sorted().toArray();
    return counts[counts.length - 1] - counts[0];
  }

  private int presentIn(String zone) {
    return (int)
        instances.stream()
            .filter(i -> i.zone().equals(zone) && i.state().countsAgainstSize())
            .count();
  }
}
