package io.evenkeel.examples.conformance;

import io.evenkeel.examples.conformance.Assumption.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.Category;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.EksException;
import software.amazon.awssdk.services.eks.model.InsightSummary;

/** What is taken for true about a cluster, its insights, its add-ons and the published images. */
final class ClusterAssumptions {
  private static final String IMAGES =
      "/aws/service/eks/optimized-ami/%s/amazon-linux-2023/x86_64/standard/recommended/%s";

  private final Account account;
  private final String name;

  ClusterAssumptions(Account account, String name) {
    this.account = account;
    this.name = name;
  }

  List<Assumption> all() {
    return List.of(
        Assumption.read(
            "a release is published as VERSION.PATCH-DATE", Subject.CLUSTER, this::release),
        Assumption.read(
            "the recommended image is published by its id", Subject.CLUSTER, this::image),
        Assumption.read(
            "upgrade insights tell of the next minor version", Subject.CLUSTER, this::insights),
        Assumption.read(
            "versions of an add-on are told newest first, one of them as the default",
            Subject.CLUSTER,
            this::addOns),
        Assumption.act(
            "two minor versions at once are refused",
            Subject.CLUSTER,
            "asks EKS for an upgrade that it must refuse",
            this::twoMinors));
  }

  private Cluster cluster() {
    return account.eks().describeCluster(r -> r.name(name)).cluster();
  }

  private String parameter(String what) {
    String path = IMAGES.formatted(cluster().version(), what);
    return account.ssm().getParameter(r -> r.name(path)).parameter().value();
  }

  private List<String> release() {
    String version = cluster().version();
    String release = parameter("release_version");
    return release.matches(version.replace(".", "\\.") + "\\.\\d+-\\d{8}")
        ? List.of()
        : List.of("the release is called " + release);
  }

  private List<String> image() {
    String image = parameter("image_id");
    return image.startsWith("ami-") ? List.of() : List.of("the image is called " + image);
  }

  private List<String> insights() {
    String next = version(1);
    List<InsightSummary> found =
        account
            .eks()
            .listInsightsPaginator(
                r -> r.clusterName(name).filter(f -> f.categories(Category.UPGRADE_READINESS)))
            .insights()
            .stream()
            .toList();
    return found.stream().anyMatch(insight -> next.equals(insight.kubernetesVersion()))
        ? List.of()
        : List.of("there are insights for " + versions(found) + ", not for " + next);
  }

  private static List<String> versions(List<InsightSummary> found) {
    return found.stream().map(InsightSummary::kubernetesVersion).distinct().sorted().toList();
  }

  private List<String> addOns() {
    String version = cluster().version();
    List<String> against = new ArrayList<>();
    for (String addOn :
        account.eks().listAddonsPaginator(r -> r.clusterName(name)).addons().stream().toList()) {
      against.addAll(addOn(addOn, version));
    }
    return against;
  }

  private List<String> addOn(String addOn, String kubernetes) {
    List<String> versions = new ArrayList<>();
    List<String> defaults = new ArrayList<>();
    account
        .eks()
        .describeAddonVersionsPaginator(r -> r.addonName(addOn).kubernetesVersion(kubernetes))
        .addons()
        .stream()
        .flatMap(info -> info.addonVersions().stream())
        .forEach(
            offered -> {
              versions.add(offered.addonVersion());
              offered.compatibilities().stream()
                  .filter(fit -> kubernetes.equals(fit.clusterVersion()))
                  .filter(fit -> Boolean.TRUE.equals(fit.defaultVersion()))
                  .forEach(fit -> defaults.add(offered.addonVersion()));
            });
    List<String> newestFirst = versions.stream().sorted(VersionOrder.NEWEST_FIRST).toList();
    List<String> against = new ArrayList<>();
    if (!versions.equals(newestFirst)) {
      against.add(addOn + " is told as " + versions);
    }
    if (defaults.size() != 1) {
      against.add(addOn + " has the defaults " + defaults);
    }
    return against;
  }

  private List<String> twoMinors() {
    String far = version(2);
    try {
      account.eks().updateClusterVersion(r -> r.name(name).version(far));
      return List.of("EKS goes to " + far + " at once");
    } catch (EksException refused) {
      return Optional.of(refused.statusCode()).filter(code -> code == 400).isPresent()
          ? List.of()
          : List.of("EKS answers " + refused.statusCode());
    }
  }

  private String version(int minorsAhead) {
    String now = cluster().version();
    int dot = now.indexOf('.');
    return now.substring(0, dot + 1) + (Integer.parseInt(now.substring(dot + 1)) + minorsAhead);
  }
}
