package io.evenkeel.examples.awsendpoint;

import io.evenkeel.simulation.DurationRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an {@link AwsEndpoint} serves.
 *
 * @param port port on the loopback address; 0 for any free one
 * @param speed seconds of the cloud for one real second
 * @param kubeconfig of an administrator; instances join this cluster as nodes
 * @param group the one Auto Scaling group, at first
 * @param oldImage what the group launches from at first
 * @param newImage what is recommended
 * @param neverReady images whose nodes register and never become Ready
 * @param boot how long a machine takes until its node registers, in the cloud's time
 * @param log hears in a sentence what happens in the cloud
 */
public record AwsEndpointOptions(
    int port,
    double speed,
    Optional<Path> kubeconfig,
    String region,
    String cluster,
    String kubernetesVersion,
    String group,
    int nodes,
    int max,
    List<String> zones,
    String instanceType,
    String oldImage,
    String newImage,
    List<String> neverReady,
    DurationRange boot,
    Consumer<String> log) {

  public AwsEndpointOptions {
    zones = List.copyOf(zones);
    neverReady = List.copyOf(neverReady);
    if (nodes < 0 || max < nodes) {
      throw new IllegalArgumentException(
          "the group needs 0 <= nodes <= max, not " + nodes + " nodes and max " + max);
    }
    if (zones.isEmpty()) {
      throw new IllegalArgumentException("the group needs a zone");
    }
  }

  /** Returns six nodes in three zones at ten times real time, without a cluster. */
  public static AwsEndpointOptions defaults() {
    return new AwsEndpointOptions(
        0,
        10,
        Optional.empty(),
        "eu-west-1",
        "demo",
        "1.34",
        "workers",
        6,
        6,
        List.of("eu-west-1a", "eu-west-1b", "eu-west-1c"),
        "m6i.large",
        "ami-0aaaaaaaaaaaaaaaa",
        "ami-0bbbbbbbbbbbbbbbb",
        List.of(),
        DurationRange.seconds(20, 40),
        line -> {});
  }

  /** Returns the image that is recommended for the Kubernetes version after this one. */
  public String nextImage() {
    return "ami-0dddddddddddddddd";
  }

  /** Returns these options with that speed. */
  public AwsEndpointOptions atSpeed(double newSpeed) {
    return new AwsEndpointOptions(
        port,
        newSpeed,
        kubeconfig,
        region,
        cluster,
        kubernetesVersion,
        group,
        nodes,
        max,
        zones,
        instanceType,
        oldImage,
        newImage,
        neverReady,
        boot,
        log);
  }

  /** Returns these options with instances that join the cluster of that kubeconfig. */
  public AwsEndpointOptions joining(Path file) {
    return new AwsEndpointOptions(
        port,
        speed,
        Optional.of(file),
        region,
        cluster,
        kubernetesVersion,
        group,
        nodes,
        max,
        zones,
        instanceType,
        oldImage,
        newImage,
        neverReady,
        boot,
        log);
  }

  /** Returns these options with that many nodes, and as many at most. */
  public AwsEndpointOptions nodes(int count, int most) {
    return new AwsEndpointOptions(
        port,
        speed,
        kubeconfig,
        region,
        cluster,
        kubernetesVersion,
        group,
        count,
        most,
        zones,
        instanceType,
        oldImage,
        newImage,
        neverReady,
        boot,
        log);
  }

  /** Returns these options with an image whose nodes never become Ready. */
  public AwsEndpointOptions neverReady(String image) {
    return new AwsEndpointOptions(
        port,
        speed,
        kubeconfig,
        region,
        cluster,
        kubernetesVersion,
        group,
        nodes,
        max,
        zones,
        instanceType,
        oldImage,
        newImage,
        List.of(image),
        boot,
        log);
  }

  /** Returns these options with another listener. */
  public AwsEndpointOptions log(Consumer<String> listener) {
    return new AwsEndpointOptions(
        port,
        speed,
        kubeconfig,
        region,
        cluster,
        kubernetesVersion,
        group,
        nodes,
        max,
        zones,
        instanceType,
        oldImage,
        newImage,
        neverReady,
        boot,
        listener);
  }
}
