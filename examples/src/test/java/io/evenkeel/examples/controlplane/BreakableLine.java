package io.evenkeel.examples.controlplane;

import io.evenkeel.kubernetes.KubernetesCluster;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Breaks what runs over the line of a client's watches, as a network does. Thread-safe. */
public final class BreakableLine implements Interceptor {
  private final List<Call> running = new CopyOnWriteArrayList<>();
  private volatile boolean severed;

  /** Returns a client whose watches run over this line. */
  public KubernetesCluster toCluster(Path kubeconfig) throws IOException {
    return KubernetesCluster.of(attachedTo(client(kubeconfig)), client(kubeconfig));
  }

  private ApiClient attachedTo(ApiClient client) {
    return client.setHttpClient(client.getHttpClient().newBuilder().addInterceptor(this).build());
  }

  private static ApiClient client(Path kubeconfig) throws IOException {
    try (Reader reader = Files.newBufferedReader(kubeconfig, StandardCharsets.UTF_8)) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      config.setFile(kubeconfig.toFile());
      return ClientBuilder.kubeconfig(config).build();
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    if (severed) {
      throw new IOException("the line is severed");
    }
    running.add(chain.call());
    return chain.proceed(chain.request());
  }

  /** Cuts every call that is under way; those that come later get through. */
  public void cut() {
    running.forEach(Call::cancel);
    running.clear();
  }

  /** Cuts every call that is under way, and lets none through until it is mended. */
  public void sever() {
    severed = true;
    cut();
  }

  public void mend() {
    severed = false;
  }
}
