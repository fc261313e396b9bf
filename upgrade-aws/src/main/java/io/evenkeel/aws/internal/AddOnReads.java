package io.evenkeel.aws.internal;

import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.Finding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonIssue;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.AddonVersionInfo;
import software.amazon.awssdk.services.eks.model.Compatibility;

/** Reads the add-ons of a cluster, and which versions of one go with which Kubernetes version. */
final class AddOnReads {
  private static final Set<AddonStatus> WELL = EnumSet.of(AddonStatus.ACTIVE, AddonStatus.UPDATING);

  private final EksClient eks;
  private final Calls calls;
  private final String cluster;

  AddOnReads(EksClient eks, Calls calls, String cluster) {
    this.eks = eks;
    this.calls = calls;
    this.cluster = cluster;
  }

  static boolean isUpdating(Addon addOn) {
    return addOn.status() == AddonStatus.UPDATING;
  }

  List<Addon> installed() {
    return calls
        .read(
            Action.LIST_ADDONS,
            () ->
                eks.listAddonsPaginator(r -> r.clusterName(cluster)).addons().stream()
                    .sorted()
                    .toList())
        .stream()
        .map(this::get)
        .toList();
  }

  private Addon get(String name) {
    return calls
        .read(
            Action.DESCRIBE_ADDON,
            () -> eks.describeAddon(r -> r.clusterName(cluster).addonName(name)))
        .addon();
  }

  /** Returns the add-ons that are not well; EKS upgrades them all the same. */
  List<Finding> findings() {
    return installed().stream()
        .filter(addOn -> !WELL.contains(addOn.status()))
        .map(AddOnReads::notWell)
        .toList();
  }

  private static Finding notWell(Addon addOn) {
    List<AddonIssue> issues = addOn.health() == null ? List.of() : addOn.health().issues();
    String why =
        issues.isEmpty()
            ? ""
            : ": " + issues.get(0).codeAsString() + ", " + issues.get(0).message();
    return new Where("add-on " + addOn.addonName())
        .warning(
            "ADD_ON_NOT_ACTIVE",
            "its status is " + addOn.statusAsString() + why,
            "mend what its health issues name");
  }

  List<AddOnVersion> offered(String addOn, String kubernetes) {
    return calls
        .read(
            Action.DESCRIBE_ADDON_VERSIONS,
            () ->
                eks
                    .describeAddonVersionsPaginator(
                        r -> r.addonName(addOn).kubernetesVersion(kubernetes))
                    .addons()
                    .stream()
                    .filter(found -> found.addonName().equals(addOn))
                    .flatMap(found -> found.addonVersions().stream())
                    .toList())
        .stream()
        .map(version -> new AddOnVersion(version.addonVersion(), isDefault(version, kubernetes)))
        .toList();
  }

  private static boolean isDefault(AddonVersionInfo version, String kubernetes) {
    return version.compatibilities().stream()
        .filter(fit -> kubernetes.equals(fit.clusterVersion()))
        .anyMatch(AddOnReads::isDefault);
  }

  private static boolean isDefault(Compatibility fit) {
    return Boolean.TRUE.equals(fit.defaultVersion());
  }
}
