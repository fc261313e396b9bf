package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.spi.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Hears of everything, keeps the truth and the calls under way, and asks the rules. */
public final class Court {
  private final Timeline timeline;
  private final SimulatedCloud cloud;
  private final Picture truth = new Picture();
  private final Map<String, GroupFile> groups = new LinkedHashMap<>();
  private final List<Call> underWay = new ArrayList<>();
  private final List<OracleViolation> violations = new ArrayList<>();
  private final Permits permits = new Permits();
  private final MovedOnce moves = new MovedOnce(this);
  private final List<Rule> rules =
      List.of(
          new KeptBudgets(this),
          new KeptAvailable(this),
          new KeptSurge(this),
          new EmptyBeforeGone(this),
          new Gentle(this),
          new NodesGivenBack(this),
          new GroupsGivenBack(this),
          new OneAtATime(this),
          new SelectedOnly(this),
          new CanaryFirst(this),
          moves);
  private boolean used;

  public Court(SimulatedCloud cloud, Iterable<ClusterObject> start) {
    this.timeline = cloud.timeline();
    this.cloud = cloud;
    start.forEach(truth::put);
  }

  public Permits permits() {
    return permits;
  }

  public MovedOnce moves() {
    return moves;
  }

  public void limits(String group, Limits limits) {
    groups.put(group, new GroupFile(cloud.group(group), limits, this));
  }

  public List<OracleViolation> violations() {
    return List.copyOf(violations);
  }

  /** Returns the file of a group whose limits were stated. */
  public GroupFile file(String group) {
    GroupFile file = groups.get(group);
    if (file == null) {
      throw new IllegalArgumentException("state the limits of group " + group + " first");
    }
    return file;
  }

  // What happens

  /** The API server has accepted an eviction, or serves a deletion; by others it is no matter. */
  public void podAccepted(Pod pod) {
    underWay.stream()
        .filter(call -> call.act().moves().map(Pod::uid).equals(Optional.of(pod.uid())))
        .findFirst()
        .ifPresent(call -> tell(rule -> rule.accepted(pod)));
  }

  public void objectChanged(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    after.ifPresentOrElse(truth::put, () -> before.ifPresent(truth::remove));
    tell(rule -> rule.changed(before, after));
  }

  public void cloudChanged(CloudChange change) {
    Optional.ofNullable(groups.get(change.group())).ifPresent(group -> group.changed(change));
    tell(rule -> rule.changed(change));
  }

  public void ended(UpgradeOutcome outcome) {
    if (!used) {
      throw new IllegalStateException(
          "the oracle was asked to judge a run that did not use its client() and provider()");
    }
    tell(rule -> rule.ended(outcome));
  }

  void sent(Call call) {
    used = true;
    tell(rule -> rule.sent(call));
    underWay.add(call);
  }

  void answered(Call call, Call.Result result) {
    underWay.remove(call);
    tell(rule -> rule.answered(call, result));
  }

  /** Runs the task once those have read the news who put off reading until their thread is free. */
  void afterReaders(Runnable task) {
    timeline.execute(() -> timeline.execute(task));
  }

  void watched() {
    used = true;
  }

  // What the rules ask

  Timeline timeline() {
    return timeline;
  }

  Picture truth() {
    return truth;
  }

  SimulatedCloud cloud() {
    return cloud;
  }

  List<Call> underWay() {
    return underWay;
  }

  List<GroupFile> groups() {
    return List.copyOf(groups.values());
  }

  Optional<GroupFile> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  Optional<GroupFile> groupOfInstance(String instance) {
    return groups.values().stream().filter(group -> group.everHad(instance)).findFirst();
  }

  void violated(Invariant invariant, String what) {
    violations.add(new OracleViolation(invariant, timeline.now(), permits.seed(), what));
  }

  private void tell(Consumer<Rule> news) {
    rules.forEach(news);
  }
}
