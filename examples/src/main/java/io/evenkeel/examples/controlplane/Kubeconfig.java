package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Writes the kubeconfig of one user. */
final class Kubeconfig {

  private Kubeconfig() {}

  static void write(Path file, URI server, Path certificate, String user, String token)
      throws IOException {
    String authority = Base64.getEncoder().encodeToString(Files.readAllBytes(certificate));
    Credentials.writePrivately(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters:
          - name: control-plane
            cluster:
              server: %s
              certificate-authority-data: %s
        users:
          - name: %s
            user:
              token: %s
        contexts:
          - name: control-plane
            context:
              cluster: control-plane
              user: %s
        current-context: control-plane
        """
            .formatted(server, authority, user, token, user));
  }
}
