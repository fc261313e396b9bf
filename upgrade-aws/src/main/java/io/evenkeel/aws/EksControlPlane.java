package io.evenkeel.aws;

import io.evenkeel.aws.internal.CallThreads;
import io.evenkeel.aws.internal.PlaneOperations;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Upgrades the control plane of an EKS cluster and its EKS add-ons, by {@code UpdateClusterVersion}
 * and {@code UpdateAddon}; never by force.
 *
 * <p>Before each version it looks at what EKS needs of the cluster: its state and health, free
 * addresses in its subnets, whom its role trusts, the key of its secrets, whether its managed nodes
 * are let in, and the upgrade insights for that version. Insights that are older than a day, or
 * lack the version, are refreshed first; that is waited for, and an insight that is still missing
 * afterwards is no pass.
 *
 * <p>Reads are repeated while their failure may pass; writes are sent once, with a token. EKS
 * cannot stop an upgrade.
 *
 * <p>Thread-safe. Calls wait on a few daemon threads of its own; {@link #close} ends them, and the
 * clients that it has made itself.
 */
public final class EksControlPlane implements ControlPlane, AutoCloseable {
  private final String name;
  private final PlaneOperations operations;
  private final CallThreads threads;
  private final Runnable closeClients;

  EksControlPlane(String name, PlaneOperations operations, Runnable closeClients) {
    this.name = name;
    this.operations = operations;
    this.closeClients = closeClients;
    this.threads = new CallThreads("evenkeel-eks-control-plane");
  }

  /**
   * Returns the control plane of that cluster, with the credentials that the AWS SDK finds by
   * itself.
   *
   * @throws IllegalArgumentException if region or cluster is blank
   */
  public static EksControlPlane ofCluster(String region, String cluster) {
    return builder().region(region).cluster(cluster).build();
  }

  /** Returns a builder, for an endpoint or credentials of one's own. */
  public static EksControlPlaneBuilder builder() {
    return new EksControlPlaneBuilder();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletionStage<Answer<ControlPlaneState>> observe() {
    return threads.answer(operations::observe);
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(List<String> versions) {
    return threads.answer(() -> operations.inspect(versions));
  }

  @Override
  public CompletionStage<Answer<List<AddOnVersion>>> offers(String addOn, String kubernetes) {
    return threads.answer(() -> operations.offers(addOn, kubernetes));
  }

  @Override
  public CompletionStage<Answer<ControlPlaneUpdate>> start(
      ControlPlaneChange change, String token) {
    return threads.answer(() -> operations.start(change, token));
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(ControlPlaneUpdate update) {
    return threads.answer(() -> operations.progress(update));
  }

  /** Reads what EKS has found out about all versions, with the details of what does not pass. */
  public CompletionStage<Answer<List<UpgradeCheck>>> upgradeChecks() {
    return threads.answer(operations::upgradeChecks);
  }

  /** Interrupts what is under way. */
  @Override
  public void close() {
    threads.close();
    closeClients.run();
  }
}
