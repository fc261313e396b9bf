package io.evenkeel.examples.awsendpoint;

import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.aws.simulated.SimulatedAwsBuilder;
import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.GroupSpec;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.simulation.TemplateContent;
import io.evenkeel.spi.ClusterClient;
import java.io.IOException;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A simulated AWS in real time, with one Auto Scaling group, self-managed or of a managed node
 * group, whose instances join a cluster as nodes where one is given. Closing it removes the nodes
 * of its instances. Thread-safe.
 */
public final class AwsEndpoint implements AutoCloseable {

  private final ScaledTimeline timeline;
  private final SimulatedAws aws;
  private final Optional<ClusterNodes> nodes;

  private AwsEndpoint(ScaledTimeline timeline, SimulatedAws aws, Optional<ClusterNodes> nodes) {
    this.timeline = timeline;
    this.aws = aws;
    this.nodes = nodes;
  }

  /**
   * Starts to serve; nodes register a little later.
   *
   * @throws IOException where the kubeconfig cannot be read
   * @throws java.io.UncheckedIOException where the port cannot be had
   */
  public static AwsEndpoint start(AwsEndpointOptions options) throws IOException {
    return start(options, cloud -> Optional.empty(), version -> {});
  }

  /**
   * Starts to serve; nodes register a little later.
   *
   * @param onVersion is told each new version of the control plane, on the cloud's own thread
   * @throws IOException where the kubeconfig cannot be read
   * @throws java.io.UncheckedIOException where the port cannot be had
   */
  public static AwsEndpoint start(AwsEndpointOptions options, Consumer<String> onVersion)
      throws IOException {
    return start(options, cloud -> Optional.empty(), onVersion);
  }

  /**
   * Starts to serve the group as a managed node group, which EKS upgrades itself.
   *
   * @param eks what EKS sees and does in the cluster with; it stays the caller's
   * @param onVersion is told each new version of the control plane, on the cloud's own thread
   * @throws IOException where the kubeconfig cannot be read
   * @throws java.io.UncheckedIOException where the port cannot be had
   */
  public static AwsEndpoint startManaged(
      AwsEndpointOptions options, ClusterClient eks, Consumer<String> onVersion)
      throws IOException {
    return start(options, cloud -> Optional.of(SimulatedManagedGroups.on(cloud, eks)), onVersion);
  }

  private static AwsEndpoint start(
      AwsEndpointOptions options,
      Function<SimulatedCloud, Optional<SimulatedManagedGroups>> how,
      Consumer<String> onVersion)
      throws IOException {
    ScaledTimeline timeline = ScaledTimeline.atSpeed(options.speed());
    SimulatedCloud cloud = SimulatedCloud.on(timeline);
    Optional<ClusterNodes> nodes = Optional.empty();
    if (options.kubeconfig().isPresent()) {
      nodes = Optional.of(ClusterNodes.of(options.kubeconfig().get(), cloud, options));
    }
    nodes.ifPresent(cloud::joins);
    Optional<SimulatedManagedGroups> managed = how.apply(cloud);
    SimulatedAwsBuilder builder =
        SimulatedAws.builder(cloud)
            .port(options.port())
            .region(options.region())
            .cluster(
                options.cluster(),
                cluster -> ClusterStatement.of(cloud, options).onVersion(onVersion).make(cluster));
    managed.ifPresent(builder::managedGroups);
    SimulatedAws aws = builder.serve();
    aws.run(world -> state(world, managed, options));
    return new AwsEndpoint(timeline, aws, nodes);
  }

  private static void state(
      SimulatedCloud cloud, Optional<SimulatedManagedGroups> managed, AwsEndpointOptions options) {
    cloud.kubernetesVersion(options.kubernetesVersion());
    options.neverReady().forEach(image -> cloud.images().register(image, Joining.NEVER_READY));
    managed.ifPresentOrElse(
        groups -> stateManaged(groups, options),
        () -> {
          cloud.recommends(options.kubernetesVersion(), options.newImage());
          cloud.recommends(ClusterStatement.next(options.kubernetesVersion()), options.nextImage());
          cloud.group(options.group(), group -> state(group, options));
        });
    cloud.observeTruth(change -> options.log().accept(line(change)));
  }

  private static void stateManaged(SimulatedManagedGroups groups, AwsEndpointOptions options) {
    String version = options.kubernetesVersion();
    groups.publishes(version, version + ".1-20260801", options.oldImage());
    groups.group(options.group(), group -> state(group, options));
    groups.publishes(version, version + ".2-20260911", options.newImage());
    groups.publishes(
        ClusterStatement.next(version),
        ClusterStatement.next(version) + ".1-20260911",
        options.nextImage());
  }

  private static String line(CloudChange change) {
    String text = change.text().isEmpty() ? "" : ": " + change.text();
    return "%s  %-12s %s%s"
        .formatted(
            change.at().truncatedTo(ChronoUnit.SECONDS), change.kind(), change.subject(), text);
  }

  private static void state(GroupSpec group, AwsEndpointOptions options) {
    Map<String, String> other = new LinkedHashMap<>();
    other.put("UserData", "IyEvYmluL2Jhc2gK");
    other.put("SecurityGroupId.1", "sg-0123456789abcdef0");
    group
        .size(options.nodes())
        .max(options.max())
        .zones(options.zones().toArray(String[]::new))
        .template(
            "lt-0123456789abcdef0",
            new TemplateContent(options.oldImage(), options.instanceType(), other))
        .bootsIn(options.boot())
        .nodeLabel("eks.amazonaws.com/cluster", options.cluster())
        .tag("kubernetes.io/cluster/" + options.cluster(), "owned", true)
        .tag("Name", options.group(), true);
  }

  /** Returns where the AWS clients are to be pointed. */
  public URI uri() {
    return aws.uri();
  }

  /** Returns the endpoint itself: its calls, and the cloud behind it. */
  public SimulatedAws aws() {
    return aws;
  }

  @Override
  public void close() {
    aws.close();
    timeline.close();
    nodes.ifPresent(ClusterNodes::close);
  }
}
