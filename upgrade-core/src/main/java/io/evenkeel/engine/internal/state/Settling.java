package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import io.evenkeel.model.Node;
import java.time.Instant;
import java.util.Optional;

/** Moves members on to the stage that the world shows, and counts what follows from it. */
final class Settling {
  private final ClusterView cluster;
  private final Agenda agenda;
  private final Stages stages;
  private final RunState.StageListener listener;
  private int draining;

  Settling(ClusterView cluster, Agenda agenda, Stages stages, RunState.StageListener listener) {
    this.cluster = cluster;
    this.agenda = agenda;
    this.stages = stages;
    this.listener = listener;
  }

  /** Returns how many nodes are being drained, over all groups. */
  int draining() {
    return draining;
  }

  void settle(GroupView group, Member member, Instant now) {
    member.nodeName().flatMap(cluster::node).map(Marks::unused).ifPresent(member::unused);
    NodeStage before = member.stage();
    NodeStage after = stages.of(group, member, now);
    member.moveTo(after);
    recount(group, member);
    if (before == after) {
      return;
    }
    draining += (Availability.draining(after) ? 1 : 0) - (Availability.draining(before) ? 1 : 0);
    agenda.add(new AgendaItem.OfGroup(group.name()));
    agenda.add(new AgendaItem.OfRun());
    listener.moved(group, member, before, after);
    if (after == NodeStage.GONE) {
      group.drop(member.id());
    }
  }

  private void recount(GroupView group, Member member) {
    Optional<Node> node = member.nodeName().flatMap(cluster::node);
    boolean available = Availability.of(member, node);
    if (available != member.available()) {
      agenda.add(new AgendaItem.OfGroup(group.name()));
    }
    member.count(
        available,
        node.filter(Marks::softClosed).isPresent(),
        node.filter(Marks::postponed).isPresent(),
        member.nodeName().map(cluster::movablePodsOn).orElse(0));
  }
}
