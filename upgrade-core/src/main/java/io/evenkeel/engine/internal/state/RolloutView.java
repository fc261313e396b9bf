package io.evenkeel.engine.internal.state;

import io.evenkeel.Candidate.TargetMatch;
import io.evenkeel.GroupPlan;
import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.RemovedNode;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group whose nodes somebody else replaces: what the cloud and the nodes show of it. */
public final class RolloutView implements PlannedGroup {
  private static final NodePool NO_POOL =
      new NodePool(
          NodePool.Kind.CUSTOM,
          NodePool.Versions.OF_ITS_CLASS,
          NodePool.Size.BY_PODS,
          List.of(),
          List.of(),
          List.of());

  private final GroupPlan.Delegated plan;
  private final RolloutTarget target;
  private final Duration observeEvery;
  private final GroupTally tally = new GroupTally();
  private final Map<String, RolledNode> nodes = new LinkedHashMap<>();
  private final LinkedHashSet<String> touchedNodes = new LinkedHashSet<>();
  private final Map<String, Instant> again = new LinkedHashMap<>();
  private RolloutGroup group;
  private Instant observedAt;
  private RolloutMark mark = RolloutMark.NONE;
  private RolloutCourse course = new RolloutCourse.NotStarted();
  private Optional<Phase> phase = Optional.empty();
  private List<String> behind;
  private int sizeAtFirst;
  private boolean busy;
  private boolean done;
  private Optional<String> goesOn = Optional.empty();
  private final Optional<PoolWork> pool;

  /**
   * Makes one.
   *
   * @param behind what the cloud does not show yet as the target wants it
   */
  public RolloutView(
      GroupPlan.Delegated plan,
      RolloutTarget target,
      Duration observeEvery,
      RolloutGroup group,
      List<String> behind,
      Instant observedAt) {
    this.plan = plan;
    this.target = target;
    this.observeEvery = observeEvery;
    this.group = group;
    this.behind = List.copyOf(behind);
    this.observedAt = observedAt;
    this.pool = plan.pool().map(PoolWork::new);
  }

  @Override
  public String name() {
    return plan.name();
  }

  public GroupPlan.Delegated plan() {
    return plan;
  }

  public RolloutTarget target() {
    return target;
  }

  public Duration observeEvery() {
    return observeEvery;
  }

  public GroupTally tally() {
    return tally;
  }

  /** Returns the group as the cloud last showed it. */
  public RolloutGroup group() {
    return group;
  }

  public Instant observedAt() {
    return observedAt;
  }

  public void observe(RolloutGroup seen, Instant now) {
    group = seen;
    observedAt = now;
  }

  /** Returns what is known of it as a node pool, where it is one. */
  public Optional<PoolWork> pool() {
    return pool;
  }

  /** Returns what the node pool holds; nothing where it is none. */
  public NodePool content() {
    return group.pool().orElse(NO_POOL);
  }

  /**
   * Returns how many machines a node pool has that do its work; one that is to be replaced counts,
   * its replacement does not.
   */
  public int machines() {
    return content().count(NodeClaim.State.IN_SERVICE) + content().count(NodeClaim.State.DISRUPTED);
  }

  /** Returns how many machines a node pool has without us. */
  public int base() {
    int atFirst = mark.size().orElse(machines());
    return atFirst - pool.map(PoolWork::removedByOthers).orElse(0);
  }

  /** Returns whether the claim already is what the target wants, by all that is seen of it. */
  public TargetMatch match(NodeClaim claim, Optional<Node> node) {
    boolean old = claim.outdatedBecause().isPresent() || node.filter(this::isBehind).isPresent();
    return old ? TargetMatch.OUTDATED : TargetMatch.CURRENT;
  }

  /** Returns whether the node's kubelet is of another version than the target. */
  public boolean isBehind(Node node) {
    Optional<KubernetesVersion> wanted = target.kubernetes().flatMap(KubernetesVersion::parse);
    Optional<KubernetesVersion> has = KubernetesVersion.parse(node.kubeletVersion());
    return wanted.isPresent() && has.isPresent() && !has.equals(wanted);
  }

  /** Returns whether the node is not to be replaced. */
  public boolean isMetBy(Node node) {
    if (pool.isEmpty()) {
      return target.isMetBy(node);
    }
    return content()
        .ofNode(node.name())
        .filter(claim -> pool.get().selects(claim, match(claim, Optional.of(node))))
        .isEmpty();
  }

  /** Returns the pace that the plan asks for, where the group has another. */
  public Optional<RolloutPace> wantedPace() {
    RolloutPace wanted = plan.paceInsteadOf(group.pace());
    return wanted.equals(group.pace()) || isTightEnough(wanted)
        ? Optional.empty()
        : Optional.of(wanted);
  }

  /** A budget of a pool is only ever tightened. */
  private boolean isTightEnough(RolloutPace wanted) {
    int nodes = content().claims().size();
    return pool.isPresent()
        && group.pace().maxUnavailable().roundedUp(nodes)
            <= wanted.maxUnavailable().roundedUp(nodes);
  }

  public RolloutMark mark() {
    return mark;
  }

  /** Takes over what has been written down. */
  public void mark(RolloutMark written) {
    boolean sized = !written.size().equals(mark.size()) || written.equals(mark);
    if (sized) {
      pool.ifPresent(PoolWork::countsAnew);
    }
    mark = written;
    pool.filter(work -> written.begun().isPresent()).ifPresent(work -> work.begun(observedAt));
  }

  /** Goes on with what an earlier process has written down. */
  public void recall(RolloutMark written) {
    mark(written);
    written.begun().ifPresent(rollout -> course = new RolloutCourse.UnderWay(rollout));
  }

  public RolloutCourse course() {
    return course;
  }

  public void begins(RolloutMark.Begun rollout) {
    course = new RolloutCourse.UnderWay(rollout);
  }

  /** Takes over how far the rollout that is under way is. */
  public void progresses(RolloutState state, Instant now) {
    if (course instanceof RolloutCourse.UnderWay way
        && state.stage() != RolloutState.Stage.IN_PROGRESS) {
      course = new RolloutCourse.Over(way.rollout(), state, now);
    }
  }

  /** Forgets a rollout that is over, so that another can be started. */
  public void maybeAnother() {
    course = new RolloutCourse.NotStarted();
  }

  public boolean underWay() {
    return course instanceof RolloutCourse.UnderWay;
  }

  /** Returns whether the cloud is at work that nobody else can stop. */
  public boolean isTheirs() {
    return underWay() && pool.isEmpty();
  }

  /** Returns what the cloud does not show yet as the target wants it. */
  public List<String> behind() {
    return behind;
  }

  public void verified(List<String> found) {
    behind = List.copyOf(found);
  }

  /** Returns the phase that was last told; absent before the first. */
  public Optional<Phase> phase() {
    return phase;
  }

  public void enter(Phase newPhase) {
    phase = Optional.of(newPhase);
  }

  public boolean busy() {
    return busy;
  }

  public void busy(boolean writing) {
    busy = writing;
  }

  @Override
  public boolean done() {
    return done;
  }

  public void finish() {
    done = true;
  }

  /** Returns why the rollout goes on although the run is to end. */
  public Optional<String> goesOn() {
    return goesOn;
  }

  public void goesOn(String because) {
    goesOn = Optional.of(because);
  }

  void touch(String node) {
    touchedNodes.add(node);
  }

  /** Gives every node another look. */
  public void touchAllNodes() {
    touchedNodes.addAll(nodes.keySet());
  }

  /** Returns the nodes that may have changed since this was last asked. */
  public List<String> takeTouchedNodes() {
    List<String> taken = List.copyOf(touchedNodes);
    touchedNodes.clear();
    return taken;
  }

  public Collection<RolledNode> nodes() {
    return nodes.values();
  }

  public Optional<RolledNode> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** Takes over how a node is by now; a new one is counted. */
  public void put(RolledNode node) {
    nodes.put(node.name(), node);
    node.again()
        .ifPresentOrElse(when -> again.put(node.name(), when), () -> again.remove(node.name()));
    tally.observe(nodes.size() - sizeAtFirst);
  }

  /** Takes in a node that is there before anything has begun. */
  void found(RolledNode node) {
    nodes.put(node.name(), node);
    sizeAtFirst = nodes.size();
  }

  /** The node is gone; one that was to be replaced has been. */
  public void gone(RolledNode node) {
    nodes.remove(node.name());
    again.remove(node.name());
    if (node.outdated()) {
      tally.replacedOne();
    }
    node.unused().ifPresent(because -> tally.removed(new RemovedNode(node.name(), because)));
  }

  /** Returns when which node is worth another look. */
  public Map<String, Instant> again() {
    return again;
  }

  public int outdated() {
    return (int) nodes.values().stream().filter(RolledNode::outdated).count();
  }

  /** Returns the names of the nodes that are to be replaced. */
  public List<String> outdatedNodes() {
    return nodes.values().stream().filter(RolledNode::outdated).map(RolledNode::name).toList();
  }

  public boolean anyAt(NodeStage stage) {
    return nodes.values().stream().anyMatch(node -> node.stage() == stage);
  }

  @Override
  public int toBeReplaced() {
    return done ? 0 : Math.max(outdated(), behind.isEmpty() || pool.isPresent() ? 0 : 1);
  }

  /** What nobody needs is found once the pool is looked at, and may come about by the roll. */
  @Override
  public boolean hasWork() {
    return toBeReplaced() > 0 || (asksToRemoveUnused() && !done);
  }

  /** Returns whether nodes that nobody needs are to go, where their number follows the pods. */
  public boolean asksToRemoveUnused() {
    return pool.filter(work -> work.plan().unusedNodes() == GroupPlan.UnusedNodes.REMOVE)
            .isPresent()
        && content().size() == NodePool.Size.BY_PODS;
  }

  @Override
  public boolean touched() {
    return !mark.equals(RolloutMark.NONE) || tally.replaced() > 0 || !tally.removed().isEmpty();
  }
}
