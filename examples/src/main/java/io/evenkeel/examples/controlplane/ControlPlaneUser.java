package io.evenkeel.examples.controlplane;

import java.util.ArrayList;
import java.util.List;

/**
 * A user of the control plane, who may do what the given RBAC objects allow and nothing else.
 *
 * <p>The API server knows the user by its name and in no group but the authenticated ones.
 *
 * @param name the name in bindings, in the name of the kubeconfig, and in the audit log
 * @param manifests YAML that the administrator applies before the user may act: the roles that
 *     ship, and the bindings of this user to them
 */
public record ControlPlaneUser(String name, List<String> manifests) {

  public ControlPlaneUser {
    if (!name.matches("[a-z]([-a-z0-9]*[a-z0-9])?") || name.equals(Credentials.ADMIN)) {
      throw new IllegalArgumentException(
          "The user \"%s\" needs a name of lower-case letters, digits and dashes, other than %s."
              .formatted(name, Credentials.ADMIN));
    }
    manifests = List.copyOf(manifests);
  }

  /** Returns a user who may do nothing yet. */
  public static ControlPlaneUser named(String name) {
    return new ControlPlaneUser(name, List.of());
  }

  /** Returns the same user with more objects to apply, such as the roles. */
  public ControlPlaneUser applying(String manifest) {
    List<String> all = new ArrayList<>(manifests);
    all.add(manifest);
    return new ControlPlaneUser(name, all);
  }

  /** Returns the same user with the rights of a cluster role. */
  public ControlPlaneUser withClusterRole(String clusterRole) {
    String metadata = "{name: user-%s-%s}".formatted(name, clusterRole);
    return applying(binding("ClusterRoleBinding", metadata, "ClusterRole", clusterRole));
  }

  /** Returns the same user with the rights of a role in one namespace. */
  public ControlPlaneUser withRole(String namespace, String role) {
    String metadata = "{name: user-%s-%s, namespace: %s}".formatted(name, role, namespace);
    return applying(binding("RoleBinding", metadata, "Role", role));
  }

  private String binding(String kind, String metadata, String roleKind, String role) {
    return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %s
        metadata: %s
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: %s}
        subjects:
          - {apiGroup: rbac.authorization.k8s.io, kind: User, name: %s}
        """
        .formatted(kind, metadata, roleKind, role, name);
  }
}
