package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.internal.ClusterFacts.Subnet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What EC2 tells of the subnets of clusters. */
final class SubnetOperations {
  private static final int MOST_PER_PAGE = 1000;

  private final ClusterRegistry clusters;
  private final AwsSettings settings;

  SubnetOperations(ClusterRegistry clusters, AwsSettings settings) {
    this.clusters = clusters;
    this.settings = settings;
  }

  void register(Map<String, Operation> operations) {
    operations.put("DescribeSubnets", this::describe);
  }

  private void describe(Params in, Xml out) {
    Map<String, Subnet> all = all();
    List<String> ids = in.list("SubnetId");
    ids.stream().filter(id -> !all.containsKey(id)).findFirst().ifPresent(this::unknown);
    Filters filters = Filters.ec2(in);
    List<Subnet> found =
        all.values().stream()
            .filter(subnet -> ids.isEmpty() || ids.contains(subnet.id()))
            .filter(subnet -> filters.match(name -> attribute(subnet, name)))
            .toList();
    Page<Subnet> page =
        Page.of(found, in.find("NextToken"), in.number("MaxResults").orElse(MOST_PER_PAGE));
    out.list("subnetSet", "item", page.items(), this::subnet);
    page.next().ifPresent(token -> out.value("nextToken", token));
  }

  private Map<String, Subnet> all() {
    Map<String, Subnet> all = new LinkedHashMap<>();
    for (ClusterFacts facts : clusters.allShown()) {
      facts.subnets(settings.region()).stream()
          .filter(subnet -> !facts.isGone(subnet))
          .forEach(subnet -> all.put(subnet.id(), subnet));
    }
    return all;
  }

  private void unknown(String id) {
    throw new AwsError(
        400, "InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
  }

  private static List<String> attribute(Subnet subnet, String name) {
    return switch (name) {
      case "subnet-id" -> List.of(subnet.id());
      case "vpc-id" -> List.of(AwsSettings.VPC);
      case "availability-zone", "availabilityZone" -> List.of(subnet.zone());
      case "state" -> List.of("available");
      case "available-ip-address-count" -> List.of(String.valueOf(subnet.freeAddresses()));
      default -> throw Filters.unknown(name);
    };
  }

  private void subnet(Xml out, Subnet subnet) {
    out.value("subnetId", subnet.id());
    out.value("subnetArn", settings.arn("ec2", "subnet/" + subnet.id()));
    out.value("state", "available");
    out.value("vpcId", AwsSettings.VPC);
    out.value("ownerId", settings.account());
    int place = List.copyOf(all().keySet()).indexOf(subnet.id());
    out.value("cidrBlock", "10.%d.%d.0/20".formatted(place / 16, place % 16 * 16));
    out.value("availableIpAddressCount", subnet.freeAddresses());
    out.value("availabilityZone", subnet.zone());
    out.value("defaultForAz", false);
    out.value("mapPublicIpOnLaunch", false);
    out.value("assignIpv6AddressOnCreation", false);
  }
}
