package io.evenkeel.examples.joined;

import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.aws.simulated.SimulatedEksCluster;
import io.evenkeel.examples.awsendpoint.AwsEndpoint;
import io.evenkeel.examples.awsendpoint.AwsEndpointOptions;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.AwaitTimeoutException;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.spi.ClusterClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * A group of six nodes in three zones behind the AWS endpoint, joined to a control plane, with a
 * small shop running on it; and an idle node of another group, for the autoscaler to find.
 */
final class Landscape implements AutoCloseable {
  static final String CLUSTER = AwsEndpointOptions.defaults().cluster();
  static final String GROUP = "workers";
  static final String NODE_LABEL = "eks.amazonaws.com/cluster";
  static final String OLD_IMAGE = AwsEndpointOptions.defaults().oldImage();
  static final String NEW_IMAGE = AwsEndpointOptions.defaults().newImage();

  /** Never recommended; its nodes register and stay NotReady. */
  static final String BAD_IMAGE = "ami-0cccccccccccccccc";

  private static final Duration SOON = Duration.ofMinutes(6);
  private static final int SHOP_PODS = 10 + 3 + 1;
  private static final int NODES = 6;

  private final ControlPlane plane;
  private final AwsEndpoint endpoint;
  private final int nodes;

  private Landscape(ControlPlane plane, AwsEndpoint endpoint, int nodes) {
    this.plane = plane;
    this.endpoint = endpoint;
    this.nodes = nodes;
  }

  /** Starts a cloud on the control plane and returns once every pod of the shop is ready. */
  static Landscape on(ControlPlane plane) throws IOException, InterruptedException {
    return on(plane, NODES);
  }

  /** Starts a cloud with so many nodes; the shop fits on four. */
  static Landscape on(ControlPlane plane, int nodes) throws IOException, InterruptedException {
    AwsEndpointOptions options =
        AwsEndpointOptions.defaults()
            .joining(plane.adminKubeconfig())
            .nodes(nodes, nodes)
            .neverReady(BAD_IMAGE);
    return opened(plane, AwsEndpoint.start(options), nodes);
  }

  /**
   * Starts a cloud of that speed in which EKS itself upgrades the group.
   *
   * @param eks its hands and eyes in the cluster
   */
  static Landscape managed(ControlPlane plane, ClusterClient eks, double speed)
      throws IOException, InterruptedException {
    return managed(plane, eks, speed, version -> {});
  }

  /**
   * As {@link #managed(ControlPlane, ClusterClient, double)}.
   *
   * @param onVersion is told each new version of the control plane, on the cloud's own thread
   */
  static Landscape managed(
      ControlPlane plane, ClusterClient eks, double speed, Consumer<String> onVersion)
      throws IOException, InterruptedException {
    AwsEndpointOptions options =
        AwsEndpointOptions.defaults().joining(plane.adminKubeconfig()).atSpeed(speed);
    return opened(plane, AwsEndpoint.startManaged(options, eks, onVersion), NODES);
  }

  private static Landscape opened(ControlPlane plane, AwsEndpoint endpoint, int nodes)
      throws IOException, InterruptedException {
    Landscape landscape = new Landscape(plane, endpoint, nodes);
    try {
      plane.apply(shop());
      landscape.awaitShop();
      return landscape;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError failed) {
      landscape.close();
      throw failed;
    }
  }

  private static String shop() throws IOException {
    try (InputStream in = Landscape.class.getResourceAsStream("shop.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void awaitShop() throws IOException, InterruptedException {
    try (ClusterPicture picture = ClusterPicture.of(plane.admin(), trouble -> {})) {
      try {
        Await.until("the shop to be open", SOON, () -> open(picture));
      } catch (AwaitTimeoutException late) {
        throw new AssertionError(
            "the shop is not open: " + picture.nodes() + ", " + picture.pods(), late);
      }
    }
  }

  private boolean open(ClusterPicture picture) {
    return picture.nodes().stream().filter(SeenNode::available).count() == nodes
        && picture.pods().stream().filter(pod -> pod.up() && !pod.ofDaemonSet()).count()
            == SHOP_PODS
        && picture.pods().stream().filter(pod -> pod.up() && pod.ofDaemonSet()).count() == nodes;
  }

  /** Adds a node of another group that nothing but the DaemonSet runs on; returns its instance. */
  String addIdleNode() {
    return endpoint.aws().ask(Landscape::idleNode);
  }

  private static String idleNode(SimulatedCloud cloud) {
    return cloud
        .group(
            "idle", group -> group.size(1).zones("eu-west-1a").bootsIn(DurationRange.seconds(1, 2)))
        .state()
        .instances()
        .get(0)
        .id();
  }

  /** Somebody asks for one instance more than the group has now. */
  void somebodyAddsAnInstance() {
    endpoint.aws().run(Landscape::oneMore);
  }

  private static void oneMore(SimulatedCloud cloud) {
    CloudGroup now = cloud.group(GROUP).state();
    cloud.group(GROUP).resize(now.min(), Math.max(now.max(), now.desired() + 1), now.desired() + 1);
  }

  CloudTruth truth() {
    return CloudTruth.of(endpoint.aws(), GROUP);
  }

  /** Changes what surrounds the EKS cluster. */
  void surroundings(Consumer<SimulatedEksCluster> change) {
    endpoint.aws().cluster(CLUSTER, change);
  }

  /** Returns the IAM actions that were asked for so far, each once. */
  SortedSet<String> calledActions() {
    return endpoint.aws().calls().stream()
        .map(AwsCall::action)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  URI awsUri() {
    return endpoint.uri();
  }

  static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up"));
  }

  /** Returns the managed node group as EKS shows it to anybody. */
  Nodegroup nodegroup() {
    try (EksClient eks =
        EksClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(awsUri())
            .credentialsProvider(credentials())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      return eks.describeNodegroup(r -> r.clusterName(CLUSTER).nodegroupName(GROUP)).nodegroup();
    }
  }

  AutoScalingClient scalingClient() {
    return AutoScalingClient.builder()
        .region(Region.EU_WEST_1)
        .endpointOverride(awsUri())
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** Takes every machine away; the shop is left to the end of its control plane. */
  @Override
  public void close() {
    endpoint.close();
  }
}
