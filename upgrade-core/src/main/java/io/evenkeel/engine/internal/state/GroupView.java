package io.evenkeel.engine.internal.state;

import io.evenkeel.GroupPlan;
import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.WhenStuck;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One group of the plan: what the cloud shows of it, its members, and what has been asked of it.
 */
public final class GroupView implements PlannedGroup {
  private static final int SAMPLED_ABOVE = 100;

  private final GroupPlan.SelfDriven plan;
  private final Members members = new Members();
  private final GroupWork work = new GroupWork();
  private final Unshown unshown = new Unshown();
  private final TreeSet<String> switchedOff = new TreeSet<>();
  private final GroupTally tally = new GroupTally();
  private final PolicyFaults policyFaults = new PolicyFaults();
  private final CanaryProof canaryProof = new CanaryProof();
  private final FreshLosses freshLosses = new FreshLosses();
  private final TemplateVersion launchesFrom;
  private final Map<String, String> instanceIds = new LinkedHashMap<>();
  private ProviderFacts facts = ProviderFacts.NONE;
  private boolean strictOrder;
  private GroupState state;
  private GroupMarks marks;
  private ResolvedTarget target;
  private Reference reference;
  private Newcomers newcomers = new Newcomers(Instant.EPOCH, List.of());
  private DrainSettings drains =
      new DrainSettings(Duration.ofMinutes(15), Duration.ofSeconds(60), WhenStuck.fail());
  private Phase phase = Phase.SET_UP;
  private Census census = Census.NONE;
  private boolean keepsOpen;
  private boolean started;
  private boolean written;
  private Optional<Stall> stall = Optional.empty();

  public GroupView(
      GroupPlan.SelfDriven plan,
      GroupState state,
      TemplateVersion launchesFrom,
      ResolvedTarget target) {
    this.launchesFrom = launchesFrom;
    this.plan = plan;
    this.state = state;
    this.marks = GroupMarks.parse(state.marks());
    this.target = target;
    this.reference = Reference.NONE;
  }

  @Override
  public String name() {
    return plan.name();
  }

  public GroupPlan.SelfDriven plan() {
    return plan;
  }

  public GroupState state() {
    return state;
  }

  /** Returns what the provider has said for good. */
  public ProviderFacts facts() {
    return facts;
  }

  public void learn(ProviderFacts newFacts) {
    facts = newFacts;
    instanceIds.putAll(newFacts.instanceIds());
  }

  /** Returns which machine a node's provider id names; empty until the provider has said that. */
  Optional<String> instanceOf(String providerId) {
    return Optional.ofNullable(instanceIds.get(providerId));
  }

  void names(String providerId, String instanceId) {
    instanceIds.put(providerId, instanceId);
  }

  /** Returns whether no node is taken before one that precedes it in the selector's order. */
  public boolean strictOrder() {
    return strictOrder;
  }

  public void strictOrder(boolean strict) {
    strictOrder = strict;
  }

  /** Returns the number of the version that the group launches from. */
  public TemplateVersion numberedPointer() {
    return state.pointer().floating() ? launchesFrom : state.pointer();
  }

  public GroupMarks marks() {
    return marks;
  }

  public ResolvedTarget target() {
    return target;
  }

  public void retarget(ResolvedTarget pinned) {
    target = pinned;
  }

  Reference reference() {
    return reference;
  }

  void newcomersSince(Newcomers beginning) {
    newcomers = beginning;
  }

  void refer(Reference newReference) {
    reference = newReference;
  }

  /** Returns what tells the instances that came after the run had begun. */
  public Newcomers newcomers() {
    return newcomers;
  }

  /** Returns what replacements are held against, as one line to be kept beside the lease. */
  public String referenceText() {
    return reference.text();
  }

  /** Takes over what replacements were held against in an earlier process. */
  public void referTo(String text) {
    reference = Reference.parse(text);
  }

  /**
   * Returns how long a new node may be of no use. One that has been usable before is waited for as
   * a drain is, once the target has proven itself.
   */
  public Duration patienceWith(Member member) {
    Duration fresh = plan.canary().patience();
    Duration drain = drains().timeout();
    boolean proven = marks.canary().passed() && member.hasBeenUsable();
    return proven && drain.compareTo(fresh) > 0 ? drain : fresh;
  }

  /** Returns what the drain policy has said about drains as such. */
  public DrainSettings drains() {
    return drains;
  }

  public void drainsBy(DrainSettings settings) {
    drains = settings;
  }

  public GroupTally tally() {
    return tally;
  }

  /** Returns how the drain policy has done when it was asked about pods. */
  public PolicyFaults policyFaults() {
    return policyFaults;
  }

  /** Notes that the pointer has been moved, which the cloud may not show for a while. */
  public void pointed(TemplateVersion from, TemplateVersion to, Instant now) {
    unshown.pointed(from, to, now);
  }

  /** Returns whether the cloud itself shows what the group launches from, as far as we know it. */
  public boolean showsPointer() {
    return !unshown.hidesPointer();
  }

  /** Notes that processes have been switched off, which the cloud may not show for a while. */
  public void suspends(List<String> processes, Instant now) {
    List<String> both = new ArrayList<>(state.suspended());
    processes.stream().filter(process -> !both.contains(process)).forEach(both::add);
    unshown.suspended(state.suspended(), both, now);
    switchedOff.addAll(processes);
  }

  /** Notes that processes have been switched on, which the cloud may not show for a while. */
  public void resumes(List<String> processes, Instant now) {
    unshown.suspended(
        state.suspended(),
        state.suspended().stream().filter(process -> !processes.contains(process)).toList(),
        now);
    processes.forEach(switchedOff::remove);
  }

  /** Returns whether the process is off as far as anybody can tell: an old page may hide it. */
  public boolean isOff(String process) {
    return switchedOff.contains(process) || state.suspended().contains(process);
  }

  /** Returns whether the cloud is still to show what this process has written to the group. */
  public boolean awaitsSight() {
    return unshown.any();
  }

  /**
   * Takes over what the cloud shows now and returns the members that are new or have changed; all
   * of them where our marks are there for the first time, since no node is touched before that.
   */
  List<Member> observe(GroupState observed, Instant now) {
    boolean marked = marks.present();
    int desired = state.desired();
    state = members.complete(unshown.over(observed, now), now);
    if (!written) {
      // What this process has written itself it knows better than a cloud that may lag.
      marks = GroupMarks.parse(observed.marks());
    }
    work.hear(state);
    List<Member> touched = members.observe(state, now, marks);
    freshLosses.hear(touched, state.desired() < desired);
    tally.observe(surplus());
    return marked || !marks.present() ? touched : List.copyOf(members.all());
  }

  /** Takes over what the lease says of the marks; it is never behind the marks themselves. */
  public void recall(GroupMarks copy) {
    marks = copy;
    written = true;
    members.recall(copy);
  }

  public void remark(GroupMarks newMarks) {
    boolean pending = marks.pending().isPresent();
    if (pending && newMarks.pending().isEmpty()) {
      stepEnds(!newMarks.sameSizes(marks) || leavesItsOwnPlace());
    }
    if (!pending || newMarks.pending().isEmpty()) {
      work.step(Sent.NOT_YET);
    }
    marks = newMarks;
    written = true;
  }

  /** Where nothing is borrowed nothing is counted: how the instance goes is seen by itself. */
  private boolean leavesItsOwnPlace() {
    return marks.borrowed() == 0
        && marks.pending().filter(SizeStep.GiveBack.class::isInstance).isPresent();
  }

  private void stepEnds(boolean counted) {
    work.stepEnds(counted);
    if (counted) {
      marks.pending().ifPresent(work::counts);
      work.hear(state);
    }
  }

  public CanaryProof canaryProof() {
    return canaryProof;
  }

  public FreshLosses freshLosses() {
    return freshLosses;
  }

  public Collection<Member> members() {
    return members.all();
  }

  public Optional<Member> member(String instanceId) {
    return members.member(instanceId);
  }

  void drop(String instanceId) {
    members.drop(instanceId);
  }

  void leaveBehind(String instanceId, String because) {
    members.leaveBehind(instanceId);
    tally.leaves(because);
  }

  void hasNode(Member member, boolean present) {
    members.hasNode(member, present);
  }

  /**
   * Returns whether nodes that are not drained yet are closed already. Schedulers look at a sample
   * of the nodes only in clusters of more than 100, so that a preference for new ones is not enough
   * to keep pods from landing on old ones.
   */
  public boolean closesEarly(ClusterView cluster) {
    return phase == Phase.UPGRADE
        && marks.canary().passed()
        && !keepsOpen
        && cluster.nodes().size() > SAMPLED_ABOVE;
  }

  /** Ends early closing for this run, since pods have found no room on what is left open. */
  public void keepOpen() {
    keepsOpen = true;
  }

  /** Returns the members that have no node in the cluster. */
  List<Member> nodeless() {
    return members.nodeless();
  }

  /** Returns the members at that stage, in the order in which they came. */
  public Collection<Member> at(NodeStage stage) {
    return members.headcount().at(stage);
  }

  /** Returns whether a member is at one of those stages. */
  public boolean anyAt(Collection<NodeStage> stages) {
    return stages.stream().anyMatch(stage -> !at(stage).isEmpty());
  }

  public int count(Predicate<Member> which) {
    int count = 0;
    for (Member member : members()) {
      if (which.test(member)) {
        count++;
      }
    }
    return count;
  }

  /** Notes how many members are what now, before the planner looks at the group. */
  public void takeCensus() {
    census = members.headcount().census();
  }

  public Census census() {
    return census;
  }

  /** Returns whether the group has nodes to be drained that are not soft-closed, as of now. */
  public boolean softClosingGoesOn() {
    return members.headcount().softClosingGoesOn();
  }

  /** Returns how many available nodes may be taken now. */
  public int spare() {
    return census.available() - (base() - unavailableLimit());
  }

  /**
   * Returns how many available nodes may go as unused now. Such a node takes its place with it, so
   * that one may go also where none may be missing.
   */
  public int spareUnused() {
    return census.available() - (base() - Math.max(1, unavailableLimit()));
  }

  /** Returns how many nodes the group may still lose for good. */
  public int aboveMinimum() {
    return state.desired() - state.min() - census.unusedUnderWay();
  }

  /** Returns how many nodes are still to be replaced (R); quarantined ones are not. */
  @Override
  public int toBeReplaced() {
    return members.headcount().toBeReplaced();
  }

  /** What nobody needs is found once the group is looked at, and may come about by the roll. */
  @Override
  public boolean hasWork() {
    return toBeReplaced() > 0 || (asksToRemoveUnused() && !done());
  }

  /** Returns whether nodes that nobody needs are to go. */
  public boolean asksToRemoveUnused() {
    return plan.unusedNodes() == GroupPlan.UnusedNodes.REMOVE;
  }

  /** Returns the size of the group without what we have borrowed. */
  public int base() {
    return state.desired() - borrowed();
  }

  /** Returns what is borrowed as the group shows it, also where that is not yet written down. */
  public int borrowed() {
    return marks
        .pending()
        .map(step -> step.asTold(state, work.step()))
        .filter(this::tookEffect)
        .map(step -> marks.counted(step).borrowed())
        .orElse(marks.borrowed());
  }

  private boolean tookEffect(SizeStep step) {
    SizeStep.Seen seen = step.seenIn(state, work.step());
    return seen == SizeStep.Seen.TOOK_EFFECT || seen == SizeStep.Seen.UNTOLD;
  }

  public int surgeLimit() {
    return plan.surge(base());
  }

  public int unavailableLimit() {
    return plan.unavailable(base());
  }

  /** Returns by how many instances the group exceeds its base. */
  public int surplus() {
    return Math.max(0, state.present() - base());
  }

  public Phase phase() {
    return phase;
  }

  public void enter(Phase newPhase) {
    phase = newPhase;
  }

  @Override
  public boolean done() {
    return phase == Phase.DONE;
  }

  /** Notes that an earlier process of this run was done with this group. */
  public void finish() {
    started = true;
    phase = Phase.DONE;
  }

  /** Returns whether this group is, or has been, worked on. */
  public boolean started() {
    return started;
  }

  public void start() {
    started = true;
  }

  /** Returns the write to the group that may be under way. */
  public GroupWork work() {
    return work;
  }

  /** Returns whether a write to the group is under way or has not been observed yet. */
  public boolean busy() {
    return work.busy();
  }

  /** Returns since when nothing is under way although something is to be done. */
  public Optional<Stall> stall() {
    return stall;
  }

  public void moves() {
    stall = Optional.empty();
  }

  public void stallsSince(Instant since) {
    stall = Optional.of(new Stall(since, false));
  }

  /** Notes that the stall has been told, so that it is told once. */
  public void stallIsTold() {
    stall = stall.map(s -> new Stall(s.since(), true));
  }

  @Override
  public boolean touched() {
    return marks.present() || tally.replaced() > 0 || !tally.removed().isEmpty();
  }
}
