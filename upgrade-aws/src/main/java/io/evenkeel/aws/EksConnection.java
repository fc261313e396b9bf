package io.evenkeel.aws;

import io.evenkeel.aws.internal.ClientFactory;
import io.evenkeel.aws.internal.PlaneClients;
import io.evenkeel.aws.internal.PlaneOperations;
import io.evenkeel.aws.internal.ReadPacing;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Which cluster in which region, and how it is called: what the builders for EKS share. */
final class EksConnection {
  String region = "";
  String cluster = "";
  Optional<URI> endpoint = Optional.empty();
  Optional<AwsCredentialsProvider> credentials = Optional.empty();
  Duration callTimeout = Duration.ofSeconds(30);
  ReadPacing pacing = ReadPacing.standard();

  /**
   * Returns what makes the clients.
   *
   * @throws IllegalArgumentException if region or cluster is missing, or the call timeout or the
   *     pace is not positive; the message names every problem
   */
  ClientFactory clients() {
    List<String> problems = new ArrayList<>();
    if (region.isBlank()) {
      problems.add("there is no region: call region(..), such as eu-west-1");
    }
    if (cluster.isBlank()) {
      problems.add("there is no cluster: call cluster(..) with the name of the EKS cluster");
    }
    if (callTimeout.isZero() || callTimeout.isNegative()) {
      problems.add("the call timeout is " + callTimeout + ": give a positive time");
    }
    if (pacing.perSecond() < 1) {
      problems.add("there must be at least one read in a second, not " + pacing.perSecond());
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new ClientFactory(region, endpoint, credentials, callTimeout);
  }

  /** Returns the control plane of the cluster, with clients of its own. */
  EksControlPlane controlPlane(InstantSource clock) {
    PlaneClients own = clients().planeClients();
    return new EksControlPlane(
        name("control plane"), new PlaneOperations(own, cluster, pacing, clock), own::close);
  }

  /** Returns the words by which messages name what is called there. */
  String name(String what) {
    return what + " of EKS cluster " + cluster + " in " + region;
  }
}
