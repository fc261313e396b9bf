package io.evenkeel.aws.internal;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;

/**
 * Whether new nodes of the managed node groups would be let in: where access entries count, the
 * role of the nodes has one.
 */
final class NodeRoleChecks implements PlaneCheck {
  private final EksClient eks;
  private final Calls calls;

  NodeRoleChecks(EksClient eks, Calls calls) {
    this.eks = eks;
    this.calls = calls;
  }

  @Override
  public List<Finding> findings(Cluster cluster, List<String> versions) {
    AuthenticationMode mode =
        cluster.accessConfig() == null
            ? AuthenticationMode.CONFIG_MAP
            : cluster.accessConfig().authenticationMode();
    if (versions.isEmpty() || mode == AuthenticationMode.CONFIG_MAP) {
      return List.of();
    }
    return nodeRoles(cluster.name()).stream()
        .filter(role -> !hasEntry(cluster.name(), role))
        .map(role -> notLetIn(role, mode))
        .toList();
  }

  private List<String> nodeRoles(String cluster) {
    List<String> groups =
        calls.read(
            Action.LIST_NODEGROUPS,
            () ->
                eks.listNodegroupsPaginator(r -> r.clusterName(cluster)).nodegroups().stream()
                    .toList());
    return groups.stream()
        .map(
            group ->
                calls
                    .read(
                        Action.DESCRIBE_NODEGROUP,
                        () ->
                            eks.describeNodegroup(r -> r.clusterName(cluster).nodegroupName(group)))
                    .nodegroup()
                    .nodeRole())
        .flatMap(role -> Optional.ofNullable(role).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private boolean hasEntry(String cluster, String role) {
    try {
      calls.read(
          Action.DESCRIBE_ACCESS_ENTRY,
          () -> eks.describeAccessEntry(r -> r.clusterName(cluster).principalArn(role)));
      return true;
    } catch (Stop stop) {
      if (stop.problem() instanceof Answer.Missing<?>) {
        return false;
      }
      throw stop;
    }
  }

  private static Finding notLetIn(String role, AuthenticationMode mode) {
    Where where = new Where("node role " + role);
    String remedy = "make an access entry of type EC2_LINUX for the role";
    return mode == AuthenticationMode.API
        ? where.blocker(
            "NODE_ROLE_NOT_LET_IN",
            "it has no access entry, and the cluster lets nobody in by other means",
            remedy)
        : where.warning(
            "NODE_ROLE_WITHOUT_ACCESS_ENTRY",
            "it has no access entry: new nodes join only if the ConfigMap aws-auth names it",
            remedy);
  }
}
