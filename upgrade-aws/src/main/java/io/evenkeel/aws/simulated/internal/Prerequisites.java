package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.KeyState;
import io.evenkeel.aws.simulated.internal.ClusterFacts.Subnet;
import io.evenkeel.spi.RolloutState.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * What EKS needs to upgrade a control plane: its subnets with five free addresses, its role, and
 * its key. Where something is missing the update begins, fails, and leaves the version as it was.
 */
final class Prerequisites {
  private static final int ADDRESSES = 5;

  private Prerequisites() {}

  /** Returns the first thing that is missing. */
  static Optional<Trouble> missing(ClusterFacts cluster, String region) {
    return subnet(cluster, region).or(() -> role(cluster)).or(() -> key(cluster));
  }

  private static Optional<Trouble> subnet(ClusterFacts cluster, String region) {
    List<Subnet> subnets = cluster.subnets(region);
    List<String> gone = subnets.stream().filter(cluster::isGone).map(Subnet::id).toList();
    if (!gone.isEmpty()) {
      return trouble("SubnetNotFound", "A subnet of the cluster does not exist.", gone);
    }
    if (subnets.stream().mapToInt(Subnet::freeAddresses).sum() < ADDRESSES) {
      return trouble(
          "IpNotAvailable",
          "The subnets of the cluster have too few free addresses.",
          subnets.stream().map(Subnet::id).toList());
    }
    return Optional.empty();
  }

  private static Optional<Trouble> role(ClusterFacts cluster) {
    return cluster.role().gone()
        ? trouble("AccessDenied", "The role cannot be assumed.", List.of(cluster.role().name()))
        : Optional.empty();
  }

  private static Optional<Trouble> key(ClusterFacts cluster) {
    return cluster
        .key()
        .filter(key -> key.state() != KeyState.ENABLED)
        .flatMap(key -> trouble("AccessDenied", "The key cannot be used.", List.of(key.id())));
  }

  private static Optional<Trouble> trouble(String code, String what, List<String> resources) {
    return Optional.of(new Trouble(code, what, "", resources));
  }
}
