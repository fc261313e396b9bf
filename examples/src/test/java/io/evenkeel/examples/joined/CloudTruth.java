package io.evenkeel.examples.joined;

import static java.util.stream.Collectors.toCollection;

import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.spi.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What truly happens to one group behind the endpoint, and who asked for it. Thread-safe. */
final class CloudTruth implements AutoCloseable {
  private static final String TERMINATE = "autoscaling:TerminateInstanceInAutoScalingGroup";

  private final SimulatedAws aws;
  private final String group;
  private final int callsBefore;
  private final CloudGroup before;
  private final List<CloudChange> changes = new CopyOnWriteArrayList<>();
  private final List<Consumer<CloudChange>> listeners = new CopyOnWriteArrayList<>();
  private final Subscription subscription;
  private volatile int most;

  private CloudTruth(SimulatedAws aws, String group) {
    this.aws = aws;
    this.group = group;
    this.callsBefore = aws.calls().size();
    this.before = aws.ask(cloud -> cloud.group(group).state());
    this.most = before.present();
    this.subscription = aws.ask(cloud -> cloud.observeTruth(change -> enter(cloud, change)));
  }

  static CloudTruth of(SimulatedAws aws, String group) {
    return new CloudTruth(aws, group);
  }

  /** Calls the listener with every later change of the group, on the cloud's own thread. */
  void listen(Consumer<CloudChange> listener) {
    listeners.add(listener);
  }

  private void enter(SimulatedCloud cloud, CloudChange change) {
    if (change.group().equals(group)) {
      most = Math.max(most, cloud.group(group).state().present());
      changes.add(change);
      listeners.forEach(listener -> listener.accept(change));
    }
  }

  /** Returns the instances that a group had then, by id. */
  static Set<String> ids(CloudGroup group) {
    return group.instances().stream().map(CloudInstance::id).collect(toCollection(TreeSet::new));
  }

  CloudGroup before() {
    return before;
  }

  CloudGroup now() {
    return aws.ask(cloud -> cloud.group(group).state());
  }

  /** Returns the most instances that were pending, in service or standby at any moment. */
  int most() {
    return most;
  }

  /** Returns the instances that went because somebody asked for just these, by id. */
  TreeSet<String> terminatedById() {
    return going(change -> change.text().contains("in response to a user request"));
  }

  /** Returns all instances that went, in the order in which they did. */
  List<String> terminated() {
    return changes.stream()
        .filter(change -> change.kind() == Kind.TERMINATING)
        .map(CloudChange::subject)
        .toList();
  }

  /** Returns the instances that the group chose by itself, or that were lost. */
  TreeSet<String> goneOtherwise() {
    return going(change -> !change.text().contains("in response to a user request"));
  }

  private TreeSet<String> going(Predicate<CloudChange> cause) {
    TreeSet<String> ids = new TreeSet<>();
    changes.stream()
        .filter(change -> change.kind() == Kind.TERMINATING)
        .filter(cause)
        .forEach(change -> ids.add(change.subject()));
    return ids;
  }

  long launched() {
    return changes.stream().filter(change -> change.kind() == Kind.LAUNCHED).count();
  }

  /** Returns how many calls to terminate through a group were granted, for any group. */
  long grantedTerminations() {
    return calls().stream()
        .filter(call -> call.action().equals(TERMINATE) && call.outcome().equals("ok"))
        .count();
  }

  List<AwsCall> denied() {
    return calls().stream().filter(AwsCall::denied).toList();
  }

  private List<AwsCall> calls() {
    List<AwsCall> all = aws.calls();
    return new ArrayList<>(all.subList(callsBefore, all.size()));
  }

  @Override
  public void close() {
    aws.run(cloud -> subscription.close());
  }
}
