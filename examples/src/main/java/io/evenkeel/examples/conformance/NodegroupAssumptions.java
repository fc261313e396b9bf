package io.evenkeel.examples.conformance;

import io.evenkeel.examples.conformance.Assumption.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.EksException;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupVersionRequest;

/** What is taken for true about a managed node group. */
final class NodegroupAssumptions {
  private final Account account;
  private final String cluster;
  private final String name;

  NodegroupAssumptions(Account account, String cluster, String name) {
    this.account = account;
    this.cluster = cluster;
    this.name = name;
  }

  List<Assumption> all() {
    return List.of(
        Assumption.read(
            "its Auto Scaling group carries the tag eks:nodegroup-name",
            Subject.NODEGROUP,
            this::tag),
        Assumption.read("the newest update is listed last", Subject.NODEGROUP, this::newestLast),
        Assumption.act(
            "a release that does not exist is refused, whatever the token",
            Subject.NODEGROUP,
            "asks EKS for an update that it must refuse",
            this::noSuchRelease));
  }

  private Nodegroup group() {
    return account
        .eks()
        .describeNodegroup(r -> r.clusterName(cluster).nodegroupName(name))
        .nodegroup();
  }

  private List<String> tag() {
    List<String> against = new ArrayList<>();
    group()
        .resources()
        .autoScalingGroups()
        .forEach(
            owned -> {
              boolean tagged =
                  account
                      .scaling()
                      .describeAutoScalingGroups(r -> r.autoScalingGroupNames(owned.name()))
                      .autoScalingGroups()
                      .stream()
                      .flatMap(group -> group.tags().stream())
                      .anyMatch(tag -> tag.key().equals("eks:nodegroup-name"));
              if (!tagged) {
                against.add(owned.name() + " has no such tag");
              }
            });
    return against;
  }

  private List<String> newestLast() {
    List<String> ids =
        account
            .eks()
            .listUpdatesPaginator(r -> r.name(cluster).nodegroupName(name))
            .updateIds()
            .stream()
            .toList();
    List<String> against = new ArrayList<>();
    Optional<Instant> before = Optional.empty();
    for (String id : ids) {
      Instant created =
          account
              .eks()
              .describeUpdate(r -> r.name(cluster).nodegroupName(name).updateId(id))
              .update()
              .createdAt();
      if (before.filter(created::isBefore).isPresent()) {
        against.add(id + " was created before the one that is listed before it");
      }
      before = Optional.of(created);
    }
    return against;
  }

  private List<String> noSuchRelease() {
    UpdateNodegroupVersionRequest request =
        UpdateNodegroupVersionRequest.builder()
            .clusterName(cluster)
            .nodegroupName(name)
            .releaseVersion(group().version() + ".0-19700101")
            .clientRequestToken("evenkeel-conformance")
            .build();
    try {
      account.eks().updateNodegroupVersion(request);
      return List.of("EKS begins an update to a release that does not exist");
    } catch (EksException refused) {
      return refused.statusCode() / 100 == 4
          ? List.of()
          : List.of("EKS answers " + refused.statusCode());
    }
  }
}
