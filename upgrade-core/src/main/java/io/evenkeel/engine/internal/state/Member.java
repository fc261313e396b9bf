package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.model.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One instance of a group, with what the run knows of it. */
public final class Member {
  /** What was accepted shows within this time. */
  private static final Duration HEEDED_WITHIN = Duration.ofMinutes(2);

  private static final int MOST_ATTEMPTS_IN_VAIN = 5;

  private final int number;
  private final Consumer<Member> onChange;
  private Instance instance;
  private String label;
  private Optional<String> nodeName = Optional.empty();
  private Role role = Role.UNJUDGED;
  private Optional<String> unused = Optional.empty();
  private boolean judged;
  private boolean leftAloneUnseen;
  private int rank = Integer.MAX_VALUE;
  private NodeStage stage = NodeStage.UNSELECTED;
  private Instant firstSeen;
  private Optional<Instant> terminationAskedAt = Optional.empty();
  private Optional<Instant> deregisteredAt = Optional.empty();
  private int deregistrations;
  private int unheeded;
  private boolean joined;
  private boolean inCluster;
  private boolean listed = true;
  private boolean seenToCome;
  private boolean leftBehind;
  private boolean available;
  private boolean softClosed;
  private boolean postponed;
  private int movablePods;
  private List<Obstacle> obstacles = List.of();
  private Optional<Instant> diagnosedAgain = Optional.empty();
  private Optional<Instant> usableSince = Optional.empty();
  private Optional<Instant> lostUsability = Optional.empty();
  private Optional<Instant> leavingSince = Optional.empty();
  private Optional<Instant> withoutNodeSince = Optional.empty();
  private Optional<Headcount.Share> counted = Optional.empty();

  /**
   * Makes a member.
   *
   * @param number tells the order in which members came
   * @param onChange is told when something has changed by which members are counted
   */
  Member(int number, Instance instance, Instant firstSeen, Consumer<Member> onChange) {
    this.number = number;
    this.onChange = onChange;
    this.instance = instance;
    this.label = instance.id();
    this.firstSeen = firstSeen;
  }

  /** What the plan wants of an instance. */
  public enum Role {
    /** The node selector has not been asked yet. */
    UNJUDGED,
    /** The node selector has been asked and has not answered yet. */
    ASKED,
    /** It is to be replaced. */
    OUTDATED,
    /** It was launched for this run. */
    REPLACEMENT,
    /** It is left alone. */
    BYSTANDER,
    /** It goes, and nothing comes for it; whatever it was before. */
    UNUSED
  }

  public String id() {
    return instance.id();
  }

  /** Returns its number in the order in which the members of its group came. */
  public int number() {
    return number;
  }

  /** Notes what it is counted as from now on, and returns what it was counted as. */
  Optional<Headcount.Share> counted(Headcount.Share now) {
    Optional<Headcount.Share> before = counted;
    counted = Optional.of(now);
    return before;
  }

  /** Notes that it is counted no longer, and returns what it was counted as. */
  Optional<Headcount.Share> uncounted() {
    Optional<Headcount.Share> before = counted;
    counted = Optional.empty();
    return before;
  }

  public Instance instance() {
    return instance;
  }

  void observe(Instance newer) {
    boolean changed = newer.state() != instance.state();
    instance = newer;
    if (changed) {
      onChange.accept(this);
    }
  }

  public Optional<String> nodeName() {
    return nodeName;
  }

  void joinedAs(String name) {
    nodeName = Optional.of(name);
    joined = true;
    label = name;
  }

  void parted() {
    nodeName = Optional.empty();
  }

  /** Returns whether it has had a node, and has none any more. */
  boolean lostItsNode() {
    return joined && nodeName.isEmpty();
  }

  /** Returns since when it has had no node; absent where it has one, or never had. */
  public Optional<Instant> withoutNodeSince() {
    return nodeName.isPresent() ? Optional.empty() : withoutNodeSince;
  }

  /** Notes when it was first seen without the node that it had. */
  void lacksItsNode(Instant now) {
    if (!lostItsNode()) {
      withoutNodeSince = Optional.empty();
    } else if (withoutNodeSince.isEmpty()) {
      withoutNodeSince = Optional.of(now);
    }
  }

  /** Returns whether its node is in the cluster. */
  boolean inCluster() {
    return inCluster;
  }

  void inCluster(boolean present) {
    inCluster = present;
    onChange.accept(this);
  }

  /**
   * Returns whether the newest listing of its group has it. One that is left out may be gone
   * although its node still looks well, so that nobody can count on it.
   */
  boolean listed() {
    return listed;
  }

  void listed(boolean now) {
    if (listed != now) {
      listed = now;
      onChange.accept(this);
    }
  }

  /** Returns how messages name this: by its node where it has one. */
  public String label() {
    return label;
  }

  public Role role() {
    return unused.isPresent() ? Role.UNUSED : role;
  }

  public boolean outdated() {
    return role() == Role.OUTDATED;
  }

  public boolean replacement() {
    return role() == Role.REPLACEMENT;
  }

  /** Returns why nobody needs it, where it goes for that and nothing comes for it. */
  public Optional<String> unused() {
    return unused;
  }

  void unused(Optional<String> because) {
    if (!unused.equals(because)) {
      unused = because;
      onChange.accept(this);
    }
  }

  public int rank() {
    return rank;
  }

  /** Returns whether nobody knows yet what the plan wants of it. */
  boolean unjudged() {
    return role == Role.UNJUDGED || role == Role.ASKED;
  }

  public void judge(Role newRole, int newRank) {
    role = newRole;
    rank = newRank;
    judged = true;
    leftAloneUnseen = newRole == Role.BYSTANDER && nodeName.isEmpty();
    onChange.accept(this);
  }

  /** Returns whether it was left alone by a selector that saw no node of it. */
  boolean leftAloneUnseen() {
    return leftAloneUnseen;
  }

  /** Lets the selector be asked again, since there is something else to see. */
  void judgeAgain() {
    role = Role.UNJUDGED;
    leftAloneUnseen = false;
    onChange.accept(this);
  }

  public NodeStage stage() {
    return stage;
  }

  void moveTo(NodeStage newStage) {
    if (stage != newStage) {
      stage = newStage;
      onChange.accept(this);
    }
  }

  /**
   * Returns when it was launched: by our own clock where we have seen it come, since clocks differ,
   * else by the cloud's word.
   */
  public Instant since() {
    return seenToCome ? firstSeen : instance.launchedAt().orElse(firstSeen);
  }

  /** Notes that it came while this process was looking, unless it had been judged before. */
  public void seenToCome() {
    seenToCome |= !judged;
  }

  /** Takes over since when what lasts has lasted in an earlier process. */
  void recall(GroupMarks marks) {
    if (marks.canary() instanceof CanaryMark.Judged judged && judged.instance().equals(id())) {
      firstSeen = earlier(firstSeen, judged.since());
    }
    marks.timers().unusable(id()).ifPresent(since -> firstSeen = earlier(firstSeen, since));
    leavingSince = leavingSince.or(() -> marks.timers().leaving(id()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Returns since when it has been on its way out. */
  public Optional<Instant> leavingSince() {
    return leavingSince;
  }

  void leavesSince(Instant when) {
    leavingSince = leavingSince.or(() -> Optional.of(when));
  }

  /** Returns whether nothing more of it is waited for. */
  public boolean leftBehind() {
    return leftBehind;
  }

  void leaveBehind() {
    leftBehind = true;
  }

  public boolean terminationAsked() {
    return terminationAskedAt.isPresent();
  }

  public void terminationAccepted(Instant now) {
    terminationAskedAt = Optional.of(now);
    onChange.accept(this);
  }

  public void deregistrationAccepted(Instant now) {
    deregisteredAt = Optional.of(now);
    deregistrations++;
  }

  /** Returns whether it stays although the run has taken it out of its target groups. */
  public boolean isLeftOut() {
    return deregisteredAt.isPresent() && !inTargetGroups() && !leaving();
  }

  /** Returns whether target groups lead to it although it was taken out again and again. */
  public boolean defiesDeregistration() {
    return deregistrations >= MOST_ATTEMPTS_IN_VAIN;
  }

  /** Returns until when a deregistration that was accepted may still come to show. */
  public Optional<Instant> deregistrationShowsUntil() {
    return deregisteredAt.map(at -> at.plus(HEEDED_WITHIN));
  }

  /** Returns whether a target group still sends it traffic, or lets the last of it end. */
  public boolean inTargetGroups() {
    return !instance.registrations().isEmpty();
  }

  /**
   * Forgets a termination that was accepted long ago and has not begun, so that it is decided anew;
   * returns whether there was one.
   */
  boolean terminationWasUnheeded(Instant now) {
    boolean overdue =
        instance.state().countsAgainstSize()
            && terminationAskedAt.filter(at -> !at.plus(HEEDED_WITHIN).isAfter(now)).isPresent();
    if (overdue) {
      terminationAskedAt = Optional.empty();
      unheeded++;
      onChange.accept(this);
    }
    return overdue;
  }

  /** Returns whether it stays although its termination was accepted again and again. */
  public boolean defiesTermination() {
    return unheeded >= MOST_ATTEMPTS_IN_VAIN;
  }

  /** Returns whether it counted as available when it was last looked at. */
  public boolean available() {
    return available;
  }

  /** Returns whether its node told new pods to rather go elsewhere when it was last looked at. */
  public boolean softClosed() {
    return softClosed;
  }

  /** Returns how many pods its drain would have to move when it was last looked at. */
  public int movablePods() {
    return movablePods;
  }

  /** Returns whether it had been reopened so that others come first when it was last looked at. */
  public boolean postponed() {
    return postponed;
  }

  void count(boolean nowAvailable, boolean nowSoftClosed, boolean nowPostponed, int pods) {
    boolean changed = available != nowAvailable || softClosed != nowSoftClosed;
    available = nowAvailable;
    softClosed = nowSoftClosed;
    postponed = nowPostponed;
    movablePods = pods;
    if (changed) {
      onChange.accept(this);
    }
  }

  /** Returns what keeps it from being replaced, as far as that has been told. */
  public List<Obstacle> obstacles() {
    return obstacles;
  }

  /** Returns when something that is still within its usual time may have become an obstacle. */
  public Optional<Instant> diagnosedAgain() {
    return diagnosedAgain;
  }

  public void diagnosed(List<Obstacle> found, Optional<Instant> again) {
    obstacles = List.copyOf(found);
    diagnosedAgain = again;
  }

  public Optional<Instant> usableSince() {
    return usableSince;
  }

  /** Returns since when it is not usable: since it was first seen, or since it was so last. */
  public Instant unusableSince() {
    return lostUsability.orElse(firstSeen);
  }

  /** Returns whether it has been usable before: what ails it now is not what it was made from. */
  boolean hasBeenUsable() {
    return lostUsability.isPresent();
  }

  void lostUsability(Instant when) {
    usableSince = Optional.empty();
    lostUsability = Optional.of(when);
  }

  void usable(Optional<Instant> since) {
    usableSince = since;
  }

  /** Returns whether it has been asked to terminate, by whomever. */
  public boolean leaving() {
    return terminationAsked() || !instance.state().countsAgainstSize();
  }

  /** Returns whether it is still to be replaced and counts for the surge that is needed. */
  public boolean toBeReplaced() {
    return outdated() && !leaving() && stage != NodeStage.QUARANTINED;
  }
}
