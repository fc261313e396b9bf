package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Until one new node has become usable there is only one, and no old one is terminated; without
 * surge, one old one.
 */
final class CanaryFirst implements Rule {
  private final Court court;
  private final LinkedHashSet<String> proven = new LinkedHashSet<>();
  private final Map<String, LinkedHashSet<String>> launched = new LinkedHashMap<>();
  private final Map<String, LinkedHashSet<String>> sacrificed = new LinkedHashMap<>();

  CanaryFirst(Court court) {
    this.court = court;
  }

  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    after.ifPresent(
        object -> {
          if (object instanceof Node node) {
            look(node);
          } else if (object instanceof Pod pod && pod.ofDaemonSet() && pod.ready()) {
            pod.nodeName().flatMap(court.truth()::node).ifPresent(this::look);
          }
        });
  }

  private void look(Node node) {
    Optional<String> instance = Picture.instanceOf(node);
    instance
        .flatMap(court::groupOfInstance)
        .filter(group -> !proven.contains(group.name()))
        .filter(group -> group.isFresh(instance.orElseThrow()))
        .filter(group -> group.reference().metBy(node, court.truth()))
        .ifPresent(group -> proven.add(group.name()));
  }

  @Override
  public void changed(CloudChange change) {
    court
        .group(change.group())
        .filter(group -> !proven.contains(group.name()))
        .ifPresent(group -> changed(group, change));
  }

  private void changed(GroupFile group, CloudChange change) {
    LinkedHashSet<String> untried = of(launched, group);
    if (change.kind() == CloudChange.Kind.UNHEALTHY) {
      untried.remove(change.subject()); // lost, not bad: another may be tried
    } else if (change.kind() == CloudChange.Kind.LAUNCHED && isNew(group, change.subject())) {
      untried.add(change.subject());
      if (untried.size() > 1) {
        violated(group, "instances " + untried + " were launched before one of them was usable");
      }
    }
  }

  private static boolean isNew(GroupFile group, String instance) {
    return group.now().instances().stream()
        .filter(i -> i.id().equals(instance))
        .anyMatch(i -> !i.template().equals(group.firstTemplate()));
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Terminate terminate) {
      court
          .groupOfInstance(terminate.instance())
          .filter(group -> !proven.contains(group.name()) && !group.isFresh(terminate.instance()))
          .ifPresent(group -> sacrifices(group, terminate.instance()));
    }
  }

  private void sacrifices(GroupFile group, String instance) {
    LinkedHashSet<String> victims = of(sacrificed, group);
    victims.add(instance);
    int allowed = group.surge() == 0 ? 1 : 0;
    if (victims.size() > allowed) {
      violated(group, "instance " + instance + " was terminated before a new node was usable");
    }
  }

  private static LinkedHashSet<String> of(Map<String, LinkedHashSet<String>> map, GroupFile group) {
    return map.computeIfAbsent(group.name(), none -> new LinkedHashSet<>());
  }

  private void violated(GroupFile group, String what) {
    court.violated(Invariant.CANARY, "group " + group.name() + ": " + what);
  }
}
