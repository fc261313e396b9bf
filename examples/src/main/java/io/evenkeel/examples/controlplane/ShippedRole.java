package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The user that stands for the library: it has the role that ships, and no other right. */
public final class ShippedRole {

  /** The name of the user. */
  public static final String USER = "evenkeel";

  private static final String ROLE = "evenkeel-upgrader";
  private static final String POOLS = "evenkeel-node-pools";
  private static final String POOL_BUDGETS = "evenkeel-node-pool-budgets";

  private ShippedRole() {}

  /** Returns the user, with the manifest that ships and this user's bindings to its roles. */
  public static ControlPlaneUser user() throws IOException {
    return ControlPlaneUser.named(USER)
        .applying(manifest(ROLE))
        .withClusterRole(ROLE)
        .withRole("kube-system", ROLE);
  }

  /** Returns the same user with what rolling node pools needs as well. */
  public static ControlPlaneUser userOfNodePools() throws IOException {
    return user()
        .applying(manifest(POOLS))
        .withClusterRole(POOLS)
        .withRole("kube-system", POOLS)
        .withRole("default", POOLS);
  }

  /** Returns the same user with what tightening their budgets needs as well. */
  public static ControlPlaneUser userOfNodePoolBudgets() throws IOException {
    return userOfNodePools().applying(manifest(POOL_BUDGETS)).withClusterRole(POOL_BUDGETS);
  }

  private static String manifest(String role) throws IOException {
    String path = "/io/evenkeel/kubernetes/rbac/" + role + ".yaml";
    try (InputStream in = ShippedRole.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
