package io.evenkeel.aws;

import io.evenkeel.Target;
import io.evenkeel.aws.internal.CallThreads;
import io.evenkeel.aws.internal.NodegroupOperations;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutProvider;
import io.evenkeel.spi.RolloutState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Upgrades EKS managed node groups through {@code UpdateNodegroupVersion}: EKS replaces the nodes.
 *
 * <p>The latest image is the newest release for the Kubernetes version that the group has; {@code
 * kubernetes(..)} takes the newest release for another one, and {@code launchTemplate(..)} a
 * version of the template that the group was made from. Releases are always named in the call,
 * since EKS describes in two ways what it would take by itself.
 *
 * <p>Reads are repeated while their failure may pass; writes are sent once. EKS cannot stop an
 * update of a node group, so that {@link #cancel} is refused.
 *
 * <p>Thread-safe. Calls wait on a few daemon threads of the provider's own; {@link #close} ends
 * them, and the clients that the provider has made itself.
 */
public final class ManagedNodeGroups implements RolloutProvider, AutoCloseable {
  private final String name;
  private final NodegroupOperations operations;
  private final CallThreads threads;
  private final EksControlPlane controlPlane;
  private final Runnable closeClients;

  ManagedNodeGroups(
      String name,
      NodegroupOperations operations,
      EksControlPlane controlPlane,
      Runnable closeClients) {
    this.name = name;
    this.operations = operations;
    this.controlPlane = controlPlane;
    this.closeClients = closeClients;
    this.threads = new CallThreads("evenkeel-eks");
  }

  /**
   * Returns the groups of that cluster, with the credentials that the AWS SDK finds by itself.
   *
   * @throws IllegalArgumentException if region or cluster is blank
   */
  public static ManagedNodeGroups ofCluster(String region, String cluster) {
    return builder().region(region).cluster(cluster).build();
  }

  /** Returns a builder, for an endpoint or credentials of one's own. */
  public static ManagedNodeGroupsBuilder builder() {
    return new ManagedNodeGroupsBuilder();
  }

  @Override
  public String name() {
    return name;
  }

  /** Returns the control plane of the cluster; it ends with {@link #close}. */
  @Override
  public Optional<ControlPlane> controlPlane() {
    return Optional.of(controlPlane);
  }

  @Override
  public CompletionStage<Answer<RolloutGroup>> observe(String group) {
    return threads.answer(() -> operations.observe(group));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group, RolloutTarget target) {
    return threads.answer(() -> operations.inspect(group, target));
  }

  @Override
  public CompletionStage<Answer<RolloutTarget>> resolve(String group, Target target) {
    return threads.answer(() -> operations.resolve(group, target));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> pace(String group, RolloutPace pace) {
    return threads.answer(
        () -> {
          operations.pace(group, pace);
          return Answer.Done.DONE;
        });
  }

  @Override
  public CompletionStage<Answer<String>> start(String group, RolloutOrder order, String token) {
    return threads.answer(() -> operations.start(group, order, token));
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(String group, String rollout) {
    return threads.answer(() -> operations.progress(group, rollout));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> cancel(String group, String rollout) {
    return threads.answer(operations::cannotCancel);
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> verify(String group, RolloutTarget target) {
    return threads.answer(() -> operations.verify(group, target));
  }

  /** Interrupts what is under way. */
  @Override
  public void close() {
    threads.close();
    controlPlane.close();
    closeClients.run();
  }
}
