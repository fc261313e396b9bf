package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Which node is which instance of which group: the cloud's instances and the cluster's nodes. */
final class Joining {
  private final ClusterView cluster;
  private final Agenda agenda;
  private final Consumer<String> onPart;
  private final BiConsumer<GroupView, String> onUnknown;
  private final Map<String, GroupView> groups = new LinkedHashMap<>();
  private final Map<String, RunState.Place> places = new LinkedHashMap<>();
  private final Map<String, String> nodeOfInstance = new LinkedHashMap<>();

  /**
   * Makes a joining.
   *
   * @param onPart is told the name of each node that is no member's any more
   * @param onUnknown is told of provider ids of which nobody knows yet which machine they name
   */
  Joining(
      ClusterView cluster,
      Agenda agenda,
      Consumer<String> onPart,
      BiConsumer<GroupView, String> onUnknown) {
    this.onUnknown = onUnknown;
    this.cluster = cluster;
    this.agenda = agenda;
    this.onPart = onPart;
  }

  Collection<GroupView> groups() {
    return groups.values();
  }

  Optional<GroupView> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  Optional<RunState.Place> placeOf(String node) {
    return Optional.ofNullable(places.get(node));
  }

  void add(GroupView group) {
    groups.put(group.name(), group);
    cluster.nodes().forEach(node -> index(node, true));
  }

  /** Takes over that a node is new, has changed, or is gone. */
  void nodeChanged(Node node, boolean present) {
    index(node, present);
    placeOf(node.name()).ifPresent(place -> place.group().hasNode(place.member(), present));
  }

  private void index(Node node, boolean present) {
    node.providerId().ifPresent(id -> index(id, node.name(), present));
  }

  private void index(String providerId, String nodeName, boolean present) {
    for (GroupView group : groups.values()) {
      group
          .instanceOf(providerId)
          .ifPresentOrElse(
              instance -> index(group, instance, nodeName, present),
              () -> onUnknown.accept(group, providerId));
    }
  }

  private void index(GroupView group, String instance, String nodeName, boolean present) {
    if (present) {
      nodeOfInstance.put(instance, nodeName);
    } else {
      nodeOfInstance.remove(instance, nodeName);
    }
    group.member(instance).ifPresent(member -> join(group, member));
  }

  /** Takes over which machine a provider id names, and joins the node that has it. */
  void identify(GroupView group, String providerId, String instance) {
    group.names(providerId, instance);
    for (Node node : cluster.nodes()) {
      if (node.providerId().equals(Optional.of(providerId))) {
        index(group, instance, node.name(), true);
      }
    }
  }

  /** Takes over that a member is new or has changed. */
  void join(GroupView group, Member member) {
    Optional<String> node = Optional.ofNullable(nodeOfInstance.get(member.id()));
    if (node.isEmpty()) {
      part(group, member);
      return;
    }
    member.joinedAs(node.get());
    if (member.leftAloneUnseen() && !group.target().matches(member.instance())) {
      member.judgeAgain();
    }
    places.put(node.get(), new RunState.Place(group, member));
    group.hasNode(member, cluster.node(node.get()).isPresent());
    touch(node.get());
  }

  /** The member's node is gone; another one may come under its name. */
  private void part(GroupView group, Member member) {
    group.hasNode(member, false);
    if (member.nodeName().isPresent()) {
      String name = member.nodeName().get();
      member.parted();
      placeOf(name).filter(place -> place.member() == member).ifPresent(p -> places.remove(name));
      onPart.accept(name);
      agenda.add(new AgendaItem.OfGroup(group.name()));
    }
  }

  /** Gives a node another look, if it is anybody's. */
  void touch(String node) {
    if (places.containsKey(node)) {
      agenda.add(new AgendaItem.OfNode(node));
    }
  }

  void touchAll() {
    places.keySet().forEach(this::touch);
    groups.keySet().forEach(name -> agenda.add(new AgendaItem.OfGroup(name)));
    agenda.add(new AgendaItem.OfRun());
  }
}
