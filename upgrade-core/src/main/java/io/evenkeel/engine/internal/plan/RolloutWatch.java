package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.Phase;
import io.evenkeel.RemovedNode;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolledNode;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.DisruptionHold;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutPace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads off the nodes and pods how far somebody else's rollout is, and what keeps it: the cloud
 * itself tells only that it is under way.
 */
final class RolloutWatch {
  private final RolloutView view;
  private final RunState run;
  private final Instant now;
  private final List<UpgradeEvent> events = new ArrayList<>();

  private RolloutWatch(RolloutView view, RunState run, Instant now) {
    this.view = view;
    this.run = run;
    this.now = now;
  }

  /** Takes over what the nodes show and returns what there is to tell. */
  static List<UpgradeEvent> refresh(RolloutView view, RunState run, Instant now) {
    if (view.done()) {
      return List.of();
    }
    RolloutWatch watch = new RolloutWatch(view, run, now);
    view.takeTouchedNodes().forEach(watch::look);
    view.pool().ifPresent(watch::pool);
    watch.phase();
    return watch.events;
  }

  private void look(String name) {
    run.cluster()
        .node(name)
        .ifPresentOrElse(this::look, () -> view.node(name).ifPresent(this::gone));
  }

  private void look(Node node) {
    Drain drain = run.drainByOthers(node.name());
    Optional<RolledNode> known = view.node(node.name());
    RolledNode before =
        known.orElseGet(() -> RolledNode.seen(node.name(), NodeStage.LAUNCHED, drain.remaining()));
    NodeStage stage = stage(before, node, drain);
    int pods = view.group().closes(node) ? before.pods() : drain.remaining();
    RolledNode after = before.at(stage, pods).notNeeded(Marks.unused(node));
    move(node.name(), before.stage(), stage);
    if (view.underWay() || after.unused().isPresent()) {
      drain.going().stream().map(Pod::uid).forEach(view.tally()::evictedOnce);
    }
    view.put(hindered(after, node, drain));
  }

  private NodeStage stage(RolledNode before, Node node, Drain drain) {
    if (Marks.unused(node).isPresent()) {
      return unused(before, node, drain);
    }
    return view.isMetBy(node) ? fresh(before, node) : old(before, node, drain);
  }

  private NodeStage unused(RolledNode before, Node node, Drain drain) {
    return view.group().closes(node) ? old(before, node, drain) : NodeStage.UNSELECTED;
  }

  /** What is needed after all is left alone once more. */
  private static NodeStage fresh(RolledNode before, Node node) {
    if (before.stage() == NodeStage.UNSELECTED || before.unused().isPresent()) {
      return NodeStage.UNSELECTED;
    }
    return node.ready() ? NodeStage.READY : NodeStage.REGISTERED;
  }

  private NodeStage old(RolledNode before, Node node, Drain drain) {
    boolean losesPods = !drain.going().isEmpty() || drain.remaining() < before.pods();
    if (!view.group().closes(node)) {
      return drain.going().isEmpty() || before.stage() == NodeStage.LAUNCHED
          ? NodeStage.OUTDATED
          : NodeStage.DRAINING;
    }
    if (drain.done()) {
      return NodeStage.EMPTY;
    }
    return losesPods ? NodeStage.DRAINING : NodeStage.CLOSING;
  }

  private void move(String node, NodeStage from, NodeStage to) {
    if (from != to) {
      events.add(new UpgradeEvent.NodeMoved(now, view.name(), node, from, to));
    }
  }

  private RolledNode hindered(RolledNode node, Node object, Drain drain) {
    if (!view.underWay()) {
      return node;
    }
    Optional<NodeClaim> claim = view.content().ofNode(node.name());
    if (!(claim.isPresent() ? isTaken(claim.get(), object) : isInTheirHands(node))) {
      return node.hinderedBy(List.of(), Optional.empty());
    }
    Diagnosis diagnosis = diagnosis(object, drain, claim);
    if (!Diagnosis.same(node.obstacles(), diagnosis.obstacles())) {
      events.add(new UpgradeEvent.Hindered(now, view.name(), node.name(), diagnosis.obstacles()));
    }
    return node.hinderedBy(diagnosis.obstacles(), diagnosis.again());
  }

  private Diagnosis diagnosis(Node object, Drain drain, Optional<NodeClaim> claim) {
    if (claim.isEmpty()) {
      return Diagnosis.of(object, drain, run, now);
    }
    Diagnosis.Findings findings = new Diagnosis.Findings(now);
    claim.get().waits().stream().filter(wait -> !isOfOurHold(wait, object)).forEach(findings::add);
    if (!claim.get().state().staysInPool()) {
      Diagnosis drained = Diagnosis.of(object, drain, run, now);
      drained.obstacles().forEach(findings::add);
      run.cluster().podsOn(object.name()).stream()
          .filter(pod -> claim.get().waits().stream().noneMatch(wait -> isOfHeld(pod, wait)))
          .flatMap(pod -> notToBeDisrupted(pod, now).stream())
          .forEach(findings::add);
      drained.again().ifPresent(findings::lookAgain);
    }
    return findings.diagnosis();
  }

  /** Our own mark is nobody's obstacle, nor is one that the node does not carry any more. */
  private static boolean isOfOurHold(Obstacle wait, Node node) {
    return wait.cause() == Obstacle.Cause.DO_NOT_DISRUPT
        && wait.subject().name().equals(node.name())
        && (Marks.any(node) || !node.hasAnnotation(NodePoolProvider.HELD));
  }

  /** What the provisioner says of a pod already is not told a second time. */
  private static boolean isOfHeld(Pod pod, Obstacle wait) {
    return wait.cause() == Obstacle.Cause.DO_NOT_DISRUPT
        && (wait.subject().equals(pod.key()) || wait.by().contains(pod.key()));
  }

  private static Optional<Obstacle> notToBeDisrupted(Pod pod, Instant now) {
    return DisruptionHold.on(pod, now)
        .map(
            hold ->
                new Obstacle(
                    Obstacle.Cause.DO_NOT_DISRUPT,
                    pod.key(),
                    List.of(),
                    Optional.empty(),
                    hold.until(),
                    "pod "
                        + pod.key().path()
                        + " is annotated "
                        + NodePoolProvider.HELD
                        + ", so that its provisioner waits for it",
                    "take the annotation off, or move the pod by hand"));
  }

  /** A node that we hold is not the provisioner's to take, whatever it says of it. */
  private boolean isTaken(NodeClaim claim, Node node) {
    return view.node(node.name()).filter(RolledNode::outdated).isPresent()
        && (!claim.state().staysInPool() || !node.hasAnnotation(Marks.HELD));
  }

  private void pool(PoolWork work) {
    work.looks(PoolShape.of(view, run), now);
    PoolUseless.note(view, run);
    List<Obstacle> waits = view.content().waits();
    if (view.underWay() && work.isNews(waits) && !waits.isEmpty()) {
      events.add(
          new UpgradeEvent.Waiting(now, "node pool " + view.name(), Diagnosis.inWords(waits)));
    }
  }

  /**
   * Where old nodes go first they are closed only once they are empty, so that any of them may be
   * the one that is drained.
   */
  private boolean isInTheirHands(RolledNode node) {
    return node.underWay()
        || (node.outdated() && view.group().pace().capacity() == RolloutPace.Capacity.IN_PLACE);
  }

  private void gone(RolledNode node) {
    view.gone(node);
    move(node.name(), node.stage(), NodeStage.GONE);
    node.unused()
        .map(because -> new RemovedNode(node.name(), because))
        .ifPresent(it -> events.add(new UpgradeEvent.NodeRemoved(now, view.name(), it)));
  }

  private void phase() {
    if (!view.underWay()) {
      return;
    }
    Phase phase = shown();
    if (!view.phase().equals(Optional.of(phase))) {
      view.enter(phase);
      events.add(new UpgradeEvent.PhaseStarted(now, view.name(), phase));
    }
  }

  private Phase shown() {
    if (view.outdated() == 0) {
      return Phase.SCALE_DOWN;
    }
    boolean oldOnesGo =
        view.tally().replaced() > 0
            || view.anyAt(NodeStage.DRAINING)
            || view.anyAt(NodeStage.EMPTY);
    if (oldOnesGo) {
      return Phase.UPGRADE;
    }
    boolean newOnesCome = view.anyAt(NodeStage.REGISTERED) || view.anyAt(NodeStage.READY);
    return newOnesCome ? Phase.SCALE_UP : Phase.SET_UP;
  }
}
