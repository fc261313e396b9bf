package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the stage of a node off the world: the instance, the node, its marks and its pods. */
final class Stages {
  private final ClusterView cluster;
  private final Drains drains;
  private final NodeWork work;
  private final Course course;

  Stages(ClusterView cluster, Drains drains, NodeWork work, Course course) {
    this.cluster = cluster;
    this.drains = drains;
    this.work = work;
    this.course = course;
  }

  NodeStage of(GroupView group, Member member, Instant now) {
    Optional<Node> node = member.nodeName().flatMap(cluster::node);
    member.lacksItsNode(now);
    if (member.leaving()) {
      member.leavesSince(now);
      boolean gone = member.instance().state() == Instance.State.TERMINATED && node.isEmpty();
      boolean over = gone || (member.leftBehind() && node.filter(Marks::any).isEmpty());
      return over ? NodeStage.GONE : NodeStage.TERMINATING;
    }
    boolean ours = member.outdated() || member.replacement() || member.unused().isPresent();
    if (ours && node.isPresent() && node.get().hasAnnotation(Marks.DRAINING_SINCE)) {
      return drained(group, node.get(), now);
    }
    return switch (member.role()) {
      case OUTDATED -> closing(member) ? NodeStage.CLOSING : NodeStage.OUTDATED;
      case REPLACEMENT ->
          closing(member) ? NodeStage.CLOSING : replacement(group, member, node, now);
      case BYSTANDER -> closing(member) ? NodeStage.CLOSING : NodeStage.UNSELECTED;
      case UNJUDGED, ASKED, UNUSED -> NodeStage.UNSELECTED;
    };
  }

  private boolean closing(Member member) {
    return member.nodeName().map(work::isClosing).orElse(false);
  }

  private NodeStage drained(GroupView group, Node node, Instant now) {
    if (node.hasAnnotation(Marks.QUARANTINED)) {
      return NodeStage.QUARANTINED;
    }
    Drain drain = drains.of(node.name());
    if (!drain.done()) {
      boolean moving = !drain.movable().isEmpty() || !drain.going().isEmpty();
      return moving || !drain.unjudged().isEmpty() ? NodeStage.DRAINING : NodeStage.BLOCKED;
    }
    Optional<Instant> soaking = cluster.soakingSince(node.name());
    if (soaking.isEmpty()) {
      return NodeStage.EMPTY;
    }
    Duration soak = group.drains().soak();
    return soaking.get().plus(soak).isAfter(now) ? NodeStage.SOAKING : NodeStage.DETACHING;
  }

  private NodeStage replacement(GroupView group, Member member, Optional<Node> node, Instant now) {
    Optional<String> lack =
        node.isEmpty()
            ? Optional.of("it has not joined the cluster")
            : member.instance().state() == Instance.State.PENDING
                ? Optional.of("its launch is not complete, so that it may still be given up")
                : group.reference().lacks(node.get(), cluster);
    if (lack.isEmpty()) {
      if (member.usableSince().isEmpty()) {
        member.usable(Optional.of(now));
      }
      return NodeStage.USABLE;
    }
    if (member.usableSince().isPresent()) {
      member.lostUsability(now);
    }
    Instant since = member.unusableSince();
    Instant limit = since.plus(group.patienceWith(member)).plus(course.missed(since, now));
    if (!limit.isAfter(now)) {
      return NodeStage.FAILED;
    }
    if (node.isEmpty()) {
      return NodeStage.LAUNCHED;
    }
    return node.get().ready() ? NodeStage.READY : NodeStage.REGISTERED;
  }
}
