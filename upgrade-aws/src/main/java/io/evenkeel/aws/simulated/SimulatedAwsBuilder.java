package io.evenkeel.aws.simulated;

import io.evenkeel.aws.simulated.internal.AwsSettings;
import io.evenkeel.aws.simulated.internal.ClusterFacts;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds a {@link SimulatedAws}. Unless told otherwise: a free port, region eu-west-1, account
 * 123456789012, and one cluster named {@code demo}.
 */
public final class SimulatedAwsBuilder {

  private final SimulatedCloud cloud;
  private int port;
  private String region = "eu-west-1";
  private String account = "123456789012";
  private final Map<String, ClusterFacts> clusters = new LinkedHashMap<>();
  private Optional<String> clusterEndpoint = Optional.empty();
  private Optional<String> clusterAuthority = Optional.empty();
  private Optional<SimulatedManagedGroups> managed = Optional.empty();

  SimulatedAwsBuilder(SimulatedCloud cloud) {
    this.cloud = cloud;
  }

  /** Listens on that port, 0 for any free one. */
  public SimulatedAwsBuilder port(int number) {
    this.port = number;
    return this;
  }

  public SimulatedAwsBuilder region(String name) {
    this.region = name;
    return this;
  }

  public SimulatedAwsBuilder account(String id) {
    this.account = id;
    return this;
  }

  /** Has an EKS cluster of that name; its version is {@link SimulatedCloud#kubernetesVersion()}. */
  public SimulatedAwsBuilder cluster(String name) {
    return cluster(name, cluster -> {});
  }

  /** Has an EKS cluster of that name that is made of what is stated. */
  public SimulatedAwsBuilder cluster(String name, Consumer<SimulatedEksCluster> statement) {
    statement.accept(new SimulatedEksCluster(clusters.computeIfAbsent(name, ClusterFacts::new)));
    return this;
  }

  /** Serves those groups as managed node groups, which EKS upgrades itself. */
  public SimulatedAwsBuilder managedGroups(SimulatedManagedGroups groups) {
    this.managed = Optional.of(groups);
    return this;
  }

  /** Tells callers of {@code DescribeCluster} where the API server is, and whose word it is. */
  public SimulatedAwsBuilder clusterAt(URI apiServer, String certificateAuthority) {
    this.clusterEndpoint = Optional.of(apiServer.toString());
    this.clusterAuthority = Optional.of(certificateAuthority);
    return this;
  }

  /**
   * Starts to listen.
   *
   * @throws java.io.UncheckedIOException where the port cannot be had
   */
  public SimulatedAws serve() {
    if (clusters.isEmpty()) {
      cluster("demo");
    }
    return SimulatedAws.serve(
        cloud,
        port,
        new AwsSettings(region, account, clusterEndpoint, clusterAuthority),
        List.copyOf(clusters.values()),
        managed);
  }
}
