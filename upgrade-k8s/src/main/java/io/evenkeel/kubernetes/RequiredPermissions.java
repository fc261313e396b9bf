package io.evenkeel.kubernetes;

import io.evenkeel.spi.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The permissions that a run needs in the cluster: exactly those of the shipped roles in {@code
 * io/evenkeel/kubernetes/rbac}. All runs need {@code evenkeel-upgrader.yaml}; node pools need
 * {@code evenkeel-node-pools.yaml} as well, and where a plan tightens their budgets, {@code
 * evenkeel-node-pool-budgets.yaml}.
 */
public final class RequiredPermissions {
  private static final List<String> READ_VERBS = List.of("get", "list", "watch");

  private RequiredPermissions() {}

  /** Returns all of them, in the order of the role; the lease's are for that namespace only. */
  public static List<Permission> all(String leaseNamespace) {
    return Stream.of(reading(), writing(), leasing(leaseNamespace)).flatMap(List::stream).toList();
  }

  /** Returns what is needed to see the cluster, as a preflight does. */
  public static List<Permission> reading() {
    List<Permission> reading = new ArrayList<>();
    addReads(reading, "", "nodes", "pods", "services");
    addReads(reading, "", "persistentvolumes", "persistentvolumeclaims");
    addReads(reading, "apps", "deployments", "replicasets", "statefulsets", "daemonsets");
    addReads(reading, "batch", "jobs");
    addReads(reading, "policy", "poddisruptionbudgets");
    addReads(reading, "storage.k8s.io", "csinodes", "volumeattachments");
    return List.copyOf(reading);
  }

  /** Returns what is needed to upgrade: evict, mark nodes, and what only some plans ask for. */
  public static List<Permission> writing() {
    return List.of(
        Permission.of("create", "", "pods/eviction"),
        Permission.of("delete", "", "pods"),
        Permission.of("patch", "", "nodes"),
        Permission.of("patch", "apps", "deployments"));
  }

  /** Returns what is needed to hold the lease. */
  public static List<Permission> leasing(String namespace) {
    return Stream.of("get", "create", "update")
        .map(verb -> new Permission(verb, "coordination.k8s.io", "leases", namespace))
        .toList();
  }

  /** Returns what is needed to see node pools, their nodes, and why one is not replaced. */
  public static List<Permission> readingNodePools() {
    List<Permission> reading = new ArrayList<>();
    addReads(reading, "karpenter.sh", "nodepools", "nodeclaims");
    reading.add(new Permission("list", "", "events", "default"));
    return List.copyOf(reading);
  }

  /**
   * Returns what is needed to ask for nodes and to have others removed. That the priority class of
   * our own may be deleted again is granted by its name, which a permission does not tell.
   */
  public static List<Permission> drivingNodePools(String leaseNamespace) {
    return List.of(
        Permission.of("delete", "karpenter.sh", "nodeclaims"),
        Permission.of("get", "scheduling.k8s.io", "priorityclasses"),
        Permission.of("create", "scheduling.k8s.io", "priorityclasses"),
        new Permission("list", "", "events", leaseNamespace),
        new Permission("create", "", "pods", leaseNamespace),
        new Permission("delete", "", "pods", leaseNamespace));
  }

  /** Returns what is needed to tighten the budgets of node pools. */
  public static List<Permission> tighteningNodePools() {
    return List.of(Permission.of("patch", "karpenter.sh", "nodepools"));
  }

  private static void addReads(List<Permission> all, String group, String... resources) {
    for (String resource : resources) {
      READ_VERBS.forEach(verb -> all.add(Permission.of(verb, group, resource)));
    }
  }
}
