package io.evenkeel.examples.controlplane;

import java.util.ArrayList;
import java.util.List;

/**
 * A user of the control plane, who may do what the given RBAC objects allow and nothing else.
 *
 * <p>The API server knows the user by its name and in no group but the authenticated ones.
 *
 * @param name the name in bindings and in the audit log
 * @param manifests YAML that is applied before anybody else may act: the roles that ship, and the
 *     bindings of this user to them
 */
public record ControlPlaneUser(String name, List<String> manifests) {

  public ControlPlaneUser {
    if (!name.matches("[a-z]([-a-z0-9]*[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "The user \"" + name + "\" needs a name of lower-case letters, digits and dashes.");
    }
    manifests = List.copyOf(manifests);
  }

  /** Returns a user with the rights of one cluster role, which the manifests define. */
  public static ControlPlaneUser withClusterRole(
      String name, String clusterRole, String... manifests) {
    return new ControlPlaneUser(name, List.of(manifests)).and(binding(name, clusterRole));
  }

  /** Returns the same user with more RBAC objects. */
  public ControlPlaneUser and(String manifest) {
    List<String> all = new ArrayList<>(manifests);
    all.add(manifest);
    return new ControlPlaneUser(name, all);
  }

  private static String binding(String user, String clusterRole) {
    return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: user-%s-is-%s
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: %s
        subjects:
          - apiGroup: rbac.authorization.k8s.io
            kind: User
            name: %s
        """
        .formatted(user, clusterRole, clusterRole, user);
  }
}
