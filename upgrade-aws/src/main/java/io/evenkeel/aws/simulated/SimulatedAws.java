package io.evenkeel.aws.simulated;

import io.evenkeel.aws.simulated.internal.AwsSettings;
import io.evenkeel.aws.simulated.internal.ClusterFacts;
import io.evenkeel.aws.simulated.internal.ClusterRegistry;
import io.evenkeel.aws.simulated.internal.GroupFeatures;
import io.evenkeel.aws.simulated.internal.HttpEndpoint;
import io.evenkeel.aws.simulated.internal.Router;
import io.evenkeel.aws.simulated.internal.Service;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.spi.Subscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A local HTTP endpoint that speaks the AWS protocols over a simulated cloud: point the SDK's own
 * clients at it with {@code endpointOverride(aws.uri())} and any static credentials.
 *
 * <pre>{@code
 * ScaledTimeline time = ScaledTimeline.atSpeed(10);
 * try (SimulatedAws aws = SimulatedAws.serve(SimulatedCloud.on(time), 0)) {
 *   aws.run(cloud -> cloud.group("workers", group -> group.size(6).max(10)));
 *   AutoScalingClient client = AutoScalingClient.builder().endpointOverride(aws.uri())...
 * }
 * }</pre>
 *
 * <p>It serves what upgrading nodes needs of Auto Scaling, Elastic Load Balancing (target groups,
 * the health of their targets), EC2 (launch templates, instances, images, subnets), Systems Manager
 * parameters, EKS (clusters, their versions, add-ons and node groups, updates of all these,
 * insights, access entries, tags), IAM (the roles of clusters), KMS (their keys) and STS. Lists
 * come in pages, and unmodified clients such as the AWS command line can be used. Signatures are
 * not checked; an operation that it does not know is answered with an error in the shape of its
 * service. Groups whose tag {@code eks:nodegroup-name} is set are shown as managed node groups. It
 * listens on the loopback address only.
 *
 * <p>The cloud must live on a timeline that runs by itself, such as {@link
 * io.evenkeel.simulation.ScaledTimeline}. Faults, denied actions and throttling are those of {@link
 * SimulatedCloud#faults()}, by IAM action; what has changed is shown as late as {@link
 * SimulatedCloud#describesLag} says, of clusters as well. All methods may be called from any thread
 * but the timeline's. Closing stops listening; the cloud and its timeline go on.
 */
public final class SimulatedAws implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final SimulatedCloud cloud;
  private final Service service;
  private final GroupFeatures features;
  private final ClusterRegistry clusters;
  private final HttpEndpoint endpoint;

  private SimulatedAws(
      SimulatedCloud cloud,
      Service service,
      GroupFeatures features,
      ClusterRegistry clusters,
      HttpEndpoint endpoint) {
    this.cloud = cloud;
    this.service = service;
    this.features = features;
    this.clusters = clusters;
    this.endpoint = endpoint;
  }

  /**
   * Serves the cloud on that port of the loopback address, 0 for any free one, with the defaults of
   * {@link #builder}.
   *
   * @throws UncheckedIOException where the port cannot be had
   */
  public static SimulatedAws serve(SimulatedCloud cloud, int port) {
    return builder(cloud).port(port).serve();
  }

  /** Returns a builder, for a region, an account and clusters of one's own. */
  public static SimulatedAwsBuilder builder(SimulatedCloud cloud) {
    return new SimulatedAwsBuilder(cloud);
  }

  static SimulatedAws serve(
      SimulatedCloud cloud,
      int port,
      AwsSettings settings,
      List<ClusterFacts> clusters,
      Optional<SimulatedManagedGroups> managed) {
    GroupFeatures features = new GroupFeatures();
    ClusterRegistry registry = new ClusterRegistry(cloud, clusters);
    Router router = new Router(cloud, settings, features, registry, managed);
    Service service = new Service(cloud, settings);
    try {
      HttpEndpoint endpoint = HttpEndpoint.start(port, cloud.timeline(), router, service);
      return new SimulatedAws(cloud, service, features, registry, endpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "port " + port + " cannot be listened on: " + e.getMessage(), e);
    }
  }

  /** Returns where it listens, such as {@code http://127.0.0.1:4566}. */
  public URI uri() {
    return endpoint.uri();
  }

  /** Returns every call so far, in order. */
  public List<AwsCall> calls() {
    return service.calls();
  }

  /**
   * Reads or changes the cloud on its own thread, as somebody else than the clients, and waits.
   *
   * @throws java.util.concurrent.CompletionException where the question throws, such as for a
   *     {@link CloudRejection}
   */
  public <T> T ask(Function<SimulatedCloud, T> question) {
    return endpoint.ask(() -> question.apply(cloud));
  }

  /** Changes the cloud on its own thread, as {@link #ask} does. */
  public void run(Consumer<SimulatedCloud> change) {
    ask(
        world -> {
          change.accept(world);
          return true;
        });
  }

  /**
   * Waits until the cloud is as expected; it looks after every change.
   *
   * @throws java.util.concurrent.CompletionException where it is not within an hour of its time
   */
  public void await(Predicate<SimulatedCloud> condition) {
    CompletableFuture<Boolean> reached = new CompletableFuture<>();
    Subscription watching = ask(world -> new Watch(world, condition, reached).start());
    try {
      reached.join();
    } finally {
      run(world -> watching.close());
    }
  }

  /** Waits until the group has that many instances, all of them in service. */
  public void awaitInstances(String group, int count) {
    await(
        world -> {
          List<CloudInstance> instances = world.group(group).state().instances();
          return instances.size() == count
              && instances.stream().allMatch(i -> i.state() == LifecycleState.IN_SERVICE);
        });
  }

  /** Says that a service operates the group, so that nobody else may change it. */
  public void operatedBy(String group, String principal) {
    run(world -> features.operator(group, principal));
  }

  /** Says whether an instance refresh is running on the group. */
  public void instanceRefresh(String group, boolean running) {
    run(world -> features.refreshing(group, running));
  }

  /** Lets the group put instances that leave it into its warm pool. */
  public void reusesInstances(String group) {
    run(world -> features.reusesInstances(group));
  }

  /**
   * Gives the group a mixed instances policy, which takes the group's template for those types. The
   * group launches the first of them that can be had where it was stated with them as {@link
   * io.evenkeel.simulation.GroupOptions#furtherTypes further types}.
   */
  public void mixedInstances(String group, String... types) {
    run(world -> features.mix(group, List.of(types)));
  }

  /**
   * Changes what an EKS cluster is made of; callers are shown it as late as they are shown groups.
   *
   * @throws java.util.concurrent.CompletionException where there is no cluster of that name
   */
  public void cluster(String name, Consumer<SimulatedEksCluster> change) {
    run(world -> clusters.change(name, facts -> change.accept(new SimulatedEksCluster(facts))));
  }

  /** Changes what EKS knows of a managed node group. */
  public void nodegroup(String name, Consumer<SimulatedNodegroup> change) {
    run(world -> change.accept(new SimulatedNodegroup(name, features.nodegroups())));
  }

  /** Completes a future as soon as the cloud is as expected. */
  private record Watch(
      SimulatedCloud world,
      Predicate<SimulatedCloud> condition,
      CompletableFuture<Boolean> reached) {

    Subscription start() {
      look();
      world.timeline().schedule(PATIENCE, this::giveUp);
      return world.observeTruth(change -> look());
    }

    private void giveUp() {
      reached.completeExceptionally(
          new IllegalStateException(
              "the cloud is not as expected after "
                  + PATIENCE
                  + " of its time: "
                  + world.groups().stream().map(SimulatedGroup::state).toList()));
    }

    private void look() {
      try {
        if (condition.test(world)) {
          reached.complete(true);
        }
      } catch (RuntimeException failure) {
        reached.completeExceptionally(failure);
      }
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
