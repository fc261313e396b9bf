package io.evenkeel.engine.internal.preflight;

import io.evenkeel.WhenStuck;
import io.evenkeel.spi.Permission;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run must be allowed to do in the cluster. The role that the Kubernetes adapter ships
 * grants the same.
 *
 * <p>What only a step of a ladder needs is asked where a ladder has that step. Deleting pods as a
 * drain policy decides is not: that it does shows only when it is asked about a pod, and a missing
 * permission is told then.
 */
public final class KubernetesPermissions {

  /** Where the lease is by which runs exclude each other, unless the cluster client moves it. */
  public static final String LEASE_NAMESPACE = "kube-system";

  private static final List<String> READ = List.of("get", "list", "watch");

  private KubernetesPermissions() {}

  /** Returns the permissions that a run with these ladders needs, in a fixed order. */
  public static List<Permission> needed(List<WhenStuck> ladders) {
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
    if (anyHas(ladders, WhenStuck.SurgeReplicas.class)) {
      needed.add(Permission.of("patch", "apps", "deployments"));
    }
    if (anyHas(ladders, WhenStuck.ForceDeletion.class)) {
      needed.add(Permission.of("delete", "", "pods"));
    }
    return List.copyOf(needed);
  }

  private static boolean anyHas(List<WhenStuck> ladders, Class<? extends WhenStuck.Step> step) {
    return ladders.stream()
        .flatMap(ladder -> ladder.stepsBeforeFailing().stream())
        .anyMatch(step::isInstance);
  }

  private static void read(List<Permission> needed, String group, String... resources) {
    for (String resource : resources) {
      READ.forEach(verb -> needed.add(Permission.of(verb, group, resource)));
    }
  }
}
