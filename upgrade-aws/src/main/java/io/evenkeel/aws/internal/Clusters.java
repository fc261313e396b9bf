package io.evenkeel.aws.internal;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.eks.EksClient;

/** Finds a group's cluster, and its version. */
final class Clusters {
  private static final String OWNED = "kubernetes.io/cluster/";

  private final EksClient eks;
  private final Calls calls;
  private final Optional<String> told;

  Clusters(EksClient eks, Calls calls, Optional<String> told) {
    this.eks = eks;
    this.calls = calls;
    this.told = told;
  }

  KubernetesVersion version(AutoScalingGroup group) {
    String cluster = name(group).orElseThrow(() -> Stop.refused(unknown(group)));
    return KubernetesVersion.parse(
        calls
            .read(Action.DESCRIBE_CLUSTER, () -> eks.describeCluster(r -> r.name(cluster)))
            .cluster()
            .version());
  }

  private static String unknown(AutoScalingGroup group) {
    return "the cluster of group "
        + group.autoScalingGroupName()
        + " is not known: it has no tag kubernetes.io/cluster/NAME or eks:cluster-name;"
        + " name the cluster when building the provider";
  }

  /** Returns the cluster's name; what the user has said goes before what tags say. */
  Optional<String> name(AutoScalingGroup group) {
    if (told.isPresent()) {
      return told;
    }
    SortedSet<String> names = new TreeSet<>();
    for (TagDescription tag : group.tags()) {
      if (tag.key().startsWith(OWNED)) {
        names.add(tag.key().substring(OWNED.length()));
      } else if (tag.key().equals("eks:cluster-name")) {
        names.add(tag.value());
      }
    }
    if (names.size() > 1) {
      throw Stop.refused(
          "the tags of group "
              + group.autoScalingGroupName()
              + " name several clusters: "
              + String.join(", ", names)
              + "; name the cluster when building the provider");
    }
    return names.stream().findFirst();
  }
}
