package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The groups that somebody else rolls out, and whose each node is. */
public final class Rollouts {
  private final ClusterView cluster;
  private final Agenda agenda;
  private final Map<String, RolloutView> views = new LinkedHashMap<>();
  private final Map<String, RolloutView> ofNode = new LinkedHashMap<>();

  Rollouts(ClusterView cluster, Agenda agenda) {
    this.cluster = cluster;
    this.agenda = agenda;
  }

  public Collection<RolloutView> all() {
    return views.values();
  }

  public Optional<RolloutView> named(String group) {
    return Optional.ofNullable(views.get(group));
  }

  /** Takes a group in, with the nodes that it has now. */
  public void add(RolloutView view) {
    views.put(view.name(), view);
    cluster.nodes().stream()
        .filter(view.group()::includes)
        .forEach(
            node -> {
              ofNode.put(node.name(), view);
              view.found(RolledNode.seen(node.name(), first(view, node), podsOn(node)));
            });
  }

  /** Judges each node anew, once selectors have said which nodes they choose. */
  public void sort() {
    for (RolloutView view : views.values()) {
      view.nodes().stream().map(RolledNode::name).toList().stream()
          .flatMap(name -> cluster.node(name).stream())
          .forEach(
              node -> view.found(RolledNode.seen(node.name(), first(view, node), podsOn(node))));
    }
  }

  private static NodeStage first(RolloutView view, Node node) {
    return view.isMetBy(node) ? NodeStage.UNSELECTED : NodeStage.OUTDATED;
  }

  private int podsOn(Node node) {
    return (int) cluster.podsOn(node.name()).stream().filter(Rollouts::moves).count();
  }

  /** Returns whether whoever drains a node has to move the pod. */
  static boolean moves(Pod pod) {
    return !pod.staysWithItsNode();
  }

  void nodeChanged(Node node, boolean present) {
    if (present) {
      views.values().stream()
          .filter(view -> view.group().includes(node))
          .forEach(view -> ofNode.put(node.name(), view));
    }
    touch(node.name());
    if (!present) {
      ofNode.remove(node.name());
    }
  }

  /** Gives the node another look, if it is in one of these groups. */
  void touch(String node) {
    RolloutView view = ofNode.get(node);
    if (view != null) {
      view.touch(node);
      agenda.add(new AgendaItem.OfRollout(view.name()));
    }
  }

  void touchAll() {
    for (RolloutView view : views.values()) {
      view.touchAllNodes();
      agenda.add(new AgendaItem.OfRollout(view.name()));
    }
  }
}
