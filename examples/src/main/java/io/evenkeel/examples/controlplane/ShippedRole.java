package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The user that stands for the library: it has the role that ships, and no other right. */
public final class ShippedRole {

  /** The name of the user. */
  public static final String USER = "evenkeel";

  private static final String ROLE = "evenkeel-upgrader";
  private static final String MANIFEST = "/io/evenkeel/kubernetes/rbac/" + ROLE + ".yaml";

  private ShippedRole() {}

  /** Returns the user, with the manifest that ships and this user's bindings to its roles. */
  public static ControlPlaneUser user() throws IOException {
    try (InputStream in = ShippedRole.class.getResourceAsStream(MANIFEST)) {
      if (in == null) {
        throw new IllegalStateException(MANIFEST + " is not on the class path.");
      }
      return ControlPlaneUser.named(USER)
          .applying(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .withClusterRole(ROLE)
          .withRole("kube-system", ROLE);
    }
  }
}
