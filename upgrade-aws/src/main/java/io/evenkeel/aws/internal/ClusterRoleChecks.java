package io.evenkeel.aws.internal;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Whether EKS may still act in the account: the cluster's role exists and trusts EKS, in Auto Mode
 * with tags on its session as well.
 *
 * <p>Source: the EKS user guide, <em>Amazon EKS cluster IAM role</em> and <em>Amazon EKS Auto Mode
 * cluster IAM role</em>.
 */
final class ClusterRoleChecks implements PlaneCheck {
  private static final String EKS = "eks.amazonaws.com";
  private static final String ASSUME = "sts:AssumeRole";
  private static final String TAG = "sts:TagSession";

  private final IamClient iam;
  private final Calls calls;

  ClusterRoleChecks(IamClient iam, Calls calls) {
    this.iam = iam;
    this.calls = calls;
  }

  @Override
  public List<Finding> findings(Cluster cluster, List<String> versions) {
    if (versions.isEmpty()) {
      return List.of();
    }
    String role = cluster.roleArn().substring(cluster.roleArn().lastIndexOf('/') + 1);
    Where where = new Where("cluster role " + role);
    try {
      String document =
          calls
              .read(Action.GET_ROLE, () -> iam.getRole(r -> r.roleName(role)))
              .role()
              .assumeRolePolicyDocument();
      return judge(trust(document), cluster, where);
    } catch (Stop stop) {
      if (stop.problem() instanceof Answer.Missing<?>) {
        return List.of(
            where.blocker(
                "CLUSTER_ROLE_GONE",
                "there is no such role, and EKS acts by it",
                "make the role again, under the same name, trusting " + EKS));
      }
      throw stop;
    }
  }

  private static TrustPolicy trust(String document) {
    return TrustPolicy.parse(URLDecoder.decode(document, StandardCharsets.UTF_8));
  }

  private static List<Finding> judge(TrustPolicy trust, Cluster cluster, Where where) {
    List<Finding> findings = new ArrayList<>();
    if (!trust.lets(EKS, ASSUME)) {
      findings.add(untrusted(where, ASSUME));
    }
    boolean auto =
        cluster.computeConfig() != null && Boolean.TRUE.equals(cluster.computeConfig().enabled());
    if (auto && !trust.lets(EKS, TAG)) {
      findings.add(untrusted(where, TAG));
    }
    return findings;
  }

  private static Finding untrusted(Where where, String action) {
    return where.blocker(
        "CLUSTER_ROLE_WITHOUT_TRUST",
        "its trust policy does not let " + EKS + " do " + action,
        "allow " + action + " for the service " + EKS + " in the trust policy of the role");
  }
}
