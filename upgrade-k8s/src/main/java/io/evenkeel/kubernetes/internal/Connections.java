package io.evenkeel.kubernetes.internal;

import io.evenkeel.kubernetes.ClusterConfigurationException;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.credentials.RefreshAuthentication;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Builds clients from what a user has: a kubeconfig, a pod's service account, a token. */
public final class Connections {
  /** Tokens of EKS live for 15 minutes; a plug-in's token is asked for again well before. */
  private static final Duration TOKEN_REFRESH = Duration.ofMinutes(10);

  private Connections() {}

  /** Where kubectl looks: the first file of {@code KUBECONFIG} that exists, or the home's. */
  public static Path usualKubeconfig() {
    String listed = Optional.ofNullable(System.getenv("KUBECONFIG")).orElse("");
    Path home = Path.of(System.getProperty("user.home", "."), ".kube", "config");
    return Stream.of(listed.split(File.pathSeparator, -1))
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .filter(Files::isReadable)
        .findFirst()
        .orElse(home);
  }

  /**
   * Reads a kubeconfig and connects as its current context, or the one named, says.
   *
   * @throws ClusterConfigurationException where file, context or credentials are not usable
   */
  public static Named fromKubeconfig(Path file, Optional<String> context) {
    KubeConfig config = load(file);
    context.ifPresent(name -> choose(config, name, file));
    if (config.getCurrentContext() == null || config.getServer() == null) {
      throw new ClusterConfigurationException(
          file + " names no current context with a server",
          "choose one of its contexts: " + contexts(config));
    }
    try {
      ApiClient client = ClientBuilder.kubeconfig(config, TOKEN_REFRESH).build();
      return new Named(config.getCurrentContext(), client);
    } catch (IOException | RuntimeException notUsable) {
      throw new ClusterConfigurationException(
          "the context " + config.getCurrentContext() + " of " + file + " cannot be used",
          "check its certificates, and that its credential plug-in runs by itself",
          notUsable);
    }
  }

  /**
   * Connects as the service account of the pod that we run in.
   *
   * @throws ClusterConfigurationException where we do not run in a pod
   */
  public static Named inCluster() {
    try {
      return new Named("in-cluster", ClientBuilder.cluster().build());
    } catch (IOException | RuntimeException outside) {
      throw new ClusterConfigurationException(
          "there is no service account here; this does not run in a pod",
          "use a kubeconfig outside a cluster",
          outside);
    }
  }

  /** Connects with a token that is asked for anew well before it expires. */
  public static Named withToken(
      String name, String server, byte[] certificateAuthority, Supplier<String> token) {
    try {
      ClientBuilder builder =
          new ClientBuilder()
              .setBasePath(server)
              .setAuthentication(new RefreshAuthentication(token, TOKEN_REFRESH));
      if (certificateAuthority.length > 0) {
        builder.setCertificateAuthority(certificateAuthority);
      }
      return new Named(name, builder.build());
    } catch (RuntimeException notUsable) {
      throw new ClusterConfigurationException(
          "no client can be made for " + server,
          "check the certificate authority (PEM, not base64) and the token",
          notUsable);
    }
  }

  /** A client, and how messages name its cluster. */
  public record Named(String name, ApiClient client) {}

  private static KubeConfig load(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      config.setFile(file.toFile());
      return config;
    } catch (IOException | RuntimeException unreadable) {
      throw new ClusterConfigurationException(
          "there is no readable kubeconfig at " + file,
          "name another file, or set KUBECONFIG",
          unreadable);
    }
  }

  private static void choose(KubeConfig config, String context, Path file) {
    if (!config.setContext(context)) {
      throw new ClusterConfigurationException(
          file + " has no context " + context, "choose one of: " + contexts(config));
    }
  }

  private static List<String> contexts(KubeConfig config) {
    List<?> contexts = Optional.<List<?>>ofNullable(config.getContexts()).orElse(List.of());
    return contexts.stream()
        .filter(Map.class::isInstance)
        .map(context -> String.valueOf(((Map<?, ?>) context).get("name")))
        .toList();
  }
}
