package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.model.Cluster;

/**
 * Whether the subnets of the cluster have the free addresses that an upgrade takes: up to five, for
 * network interfaces that may land in any of them.
 *
 * <p>Source: the EKS user guide, <em>Update existing cluster to new Kubernetes version</em>.
 */
final class SubnetChecks implements PlaneCheck {
  private static final int NEEDED = 5;

  private final Ec2Client ec2;
  private final Calls calls;

  SubnetChecks(Ec2Client ec2, Calls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  @Override
  public List<Finding> findings(Cluster cluster, List<String> versions) {
    List<String> ids = cluster.resourcesVpcConfig().subnetIds();
    if (versions.isEmpty() || ids.isEmpty()) {
      return List.of();
    }
    List<Subnet> found =
        calls.read(
            Action.DESCRIBE_SUBNETS,
            () ->
                ec2
                    .describeSubnetsPaginator(r -> r.filters(f -> f.name("subnet-id").values(ids)))
                    .subnets()
                    .stream()
                    .toList());
    List<Finding> findings = new ArrayList<>(missing(ids, found));
    long free = found.stream().mapToLong(Subnet::availableIpAddressCount).sum();
    found.stream()
        .filter(subnet -> subnet.availableIpAddressCount() < NEEDED)
        .forEach(subnet -> findings.add(scarce(subnet, free)));
    return findings;
  }

  private static List<Finding> missing(List<String> ids, List<Subnet> found) {
    TreeSet<String> gone = new TreeSet<>(ids);
    found.forEach(subnet -> gone.remove(subnet.subnetId()));
    return gone.stream()
        .map(
            id ->
                new Where("subnet " + id)
                    .blocker(
                        "CLUSTER_SUBNET_GONE",
                        "the cluster names it, but there is no such subnet",
                        "give the cluster subnets that exist (UpdateClusterConfig)"))
        .toList();
  }

  /** EKS may choose any of the subnets, so that one without addresses may be enough to fail. */
  private static Finding scarce(Subnet subnet, long freeInAll) {
    Where where = new Where("subnet " + subnet.subnetId() + " in " + subnet.availabilityZone());
    String what =
        subnet.availableIpAddressCount()
            + " addresses are free, and the upgrade takes up to "
            + NEEDED;
    String remedy = "free addresses in it, or give the cluster a subnet that has some";
    return freeInAll < NEEDED || subnet.availableIpAddressCount() == 0
        ? where.blocker("NO_FREE_ADDRESSES", what, remedy)
        : where.warning("FEW_FREE_ADDRESSES", what, remedy);
  }
}
