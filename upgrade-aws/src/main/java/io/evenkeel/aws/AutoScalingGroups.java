package io.evenkeel.aws;

import io.evenkeel.Target;
import io.evenkeel.aws.internal.CallThreads;
import io.evenkeel.aws.internal.GroupOperations;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Resize;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Replaces the nodes of self-managed EC2 Auto Scaling groups, through launch template versions.
 *
 * <p>Reads are repeated while their failure may pass, within the pace of an account that others
 * share; writes are sent once, after their precondition has been read again. A denied call is
 * answered with the name of the missing IAM action; {@link SelfManagedGroupPermissions} has the
 * policy. {@code $Latest} and {@code $Default} are shown as found, and never written.
 *
 * <p>Refused by {@link #inspect}: weights, and templates or images for single instance types, in
 * mixed instances policies; groups of managed node groups. The launch time of instances is not
 * read.
 *
 * <p>Thread-safe. Calls wait on a few daemon threads of the provider's own; {@link #close} ends
 * them, and the clients that the provider has made itself.
 */
public final class AutoScalingGroups implements InstanceProvider, AutoCloseable {
  private final String name;
  private final GroupOperations operations;
  private final CallThreads threads;
  private final Runnable closeClients;

  AutoScalingGroups(String name, GroupOperations operations, Runnable closeClients) {
    this.name = name;
    this.operations = operations;
    this.closeClients = closeClients;
    this.threads = new CallThreads("evenkeel-aws");
  }

  /**
   * Returns the groups of that region, with the credentials that the AWS SDK finds by itself.
   *
   * @throws IllegalArgumentException if the region is blank
   */
  public static AutoScalingGroups inRegion(String region) {
    return builder().region(region).build();
  }

  /** Returns a builder, for an endpoint, credentials or clients of one's own, and for images. */
  public static AutoScalingGroupsBuilder builder() {
    return new AutoScalingGroupsBuilder();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletionStage<Answer<GroupState>> observe(String group) {
    return threads.answer(() -> operations.observe(group));
  }

  @Override
  public CompletionStage<Answer<TemplateVersion>> launchesFrom(String group) {
    return threads.answer(() -> operations.launchesFrom(group));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group) {
    return threads.answer(() -> operations.inspect(group));
  }

  @Override
  public CompletionStage<Answer<ResolvedTarget>> resolve(String group, Target target) {
    return threads.answer(() -> operations.resolve(group, target));
  }

  @Override
  public CompletionStage<Answer<ResolvedTarget>> createTemplate(
      String group, ResolvedTarget target, String token) {
    return threads.answer(() -> operations.createTemplate(group, target, token));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> point(
      String group, TemplateVersion from, TemplateVersion to) {
    return done(() -> operations.point(group, from, to));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> resize(String group, Resize resize) {
    return done(() -> operations.resize(group, resize));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> terminate(
      String group, String instanceId, AfterTermination after) {
    return done(() -> operations.terminate(group, instanceId, after));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> deregister(String group, String instanceId) {
    return done(() -> operations.deregister(group, instanceId));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> suspend(String group, List<String> processes) {
    return done(() -> operations.suspend(group, processes));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> resume(String group, List<String> processes) {
    return done(() -> operations.resume(group, processes));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> mark(String group, Map<String, String> marks) {
    return done(() -> operations.mark(group, marks));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> unmark(String group, List<String> names) {
    return done(() -> operations.unmark(group, names));
  }

  private CompletionStage<Answer<Answer.Done>> done(Runnable write) {
    Supplier<Answer.Done> operation =
        () -> {
          write.run();
          return Answer.Done.DONE;
        };
    return threads.answer(operation);
  }

  /** Interrupts what is under way. Clients that were handed in stay open. */
  @Override
  public void close() {
    threads.close();
    closeClients.run();
  }
}
