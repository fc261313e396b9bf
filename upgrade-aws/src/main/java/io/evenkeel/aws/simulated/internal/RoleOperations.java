package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.internal.ClusterFacts.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What IAM tells of the roles of clusters. */
final class RoleOperations {
  private static final int POLICIES_PER_PAGE = 100;
  private static final List<String> OF_AUTO_MODE =
      List.of(
          "AmazonEKSComputePolicy",
          "AmazonEKSBlockStoragePolicy",
          "AmazonEKSLoadBalancingPolicy",
          "AmazonEKSNetworkingPolicy");

  private final ClusterRegistry clusters;
  private final AwsSettings settings;
  private final Instant created;

  RoleOperations(ClusterRegistry clusters, AwsSettings settings, Instant created) {
    this.clusters = clusters;
    this.settings = settings;
    this.created = created.truncatedTo(ChronoUnit.SECONDS);
  }

  void register(Map<String, Operation> operations) {
    operations.put("GetRole", this::role);
    operations.put("ListAttachedRolePolicies", this::policies);
  }

  private void role(Params in, Xml out) {
    Role role = find(in).role();
    out.element(
        "Role",
        xml ->
            xml.value("Path", "/")
                .value("RoleName", role.name())
                .value("RoleId", "AROASIMULATEDCLUSTER0")
                .value("Arn", settings.roleArn(role.name()))
                .value("CreateDate", created)
                .value("AssumeRolePolicyDocument", encoded(role.trust().policyDocument()))
                .value("MaxSessionDuration", 3600));
  }

  /** IAM answers policies in the encoding of RFC 3986, where a blank is never a plus sign. */
  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private ClusterFacts find(Params in) {
    String name = in.get("RoleName");
    return clusters.allShown().stream()
        .filter(facts -> facts.role().name().equals(name) && !facts.role().gone())
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    404, "NoSuchEntity", "The role with name " + name + " cannot be found."));
  }

  private void policies(Params in, Xml out) {
    List<String> names = new ArrayList<>(List.of("AmazonEKSClusterPolicy"));
    if (find(in).nodePools().isPresent()) {
      names.addAll(OF_AUTO_MODE);
    }
    Page<String> page =
        Page.of(names, in.find("Marker"), in.number("MaxItems").orElse(POLICIES_PER_PAGE));
    out.list(
        "AttachedPolicies",
        "member",
        page.items(),
        (item, name) ->
            item.value("PolicyName", name).value("PolicyArn", "arn:aws:iam::aws:policy/" + name));
    out.value("IsTruncated", page.next().isPresent());
    page.next().ifPresent(marker -> out.value("Marker", marker));
  }
}
