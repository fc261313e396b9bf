package io.evenkeel.engine.internal.preflight;

import io.evenkeel.spi.Permission;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run must be allowed to do in the cluster. The role that the Kubernetes adapter ships
 * grants the same.
 *
 * <p>Not asked for, since only some plans need them and a missing one is told when it is met:
 * deleting pods (a policy or the forced step of the ladder), scaling workloads (opt-in).
 */
public final class KubernetesPermissions {

  /** The namespace of the lease by which runs exclude each other. */
  public static final String LEASE_NAMESPACE = "kube-system";

  private static final List<String> READ = List.of("get", "list", "watch");

  private KubernetesPermissions() {}

  /** Returns the permissions that every run needs, in a fixed order. */
  public static List<Permission> needed() {
    List<Permission> needed = new ArrayList<>();
    read(needed, "", "nodes", "pods", "services");
    read(needed, "", "persistentvolumeclaims", "persistentvolumes");
    read(needed, "policy", "poddisruptionbudgets");
    read(needed, "apps", "deployments", "replicasets", "statefulsets", "daemonsets");
    read(needed, "batch", "jobs");
    read(needed, "storage.k8s.io", "volumeattachments", "csinodes");
    needed.add(Permission.of("patch", "", "nodes"));
    needed.add(Permission.of("create", "", "pods/eviction"));
    for (String verb : List.of("get", "create", "update")) {
      needed.add(new Permission(verb, "coordination.k8s.io", "leases", LEASE_NAMESPACE));
    }
    return List.copyOf(needed);
  }

  private static void read(List<Permission> needed, String group, String... resources) {
    for (String resource : resources) {
      READ.forEach(verb -> needed.add(Permission.of(verb, group, resource)));
    }
  }
}
