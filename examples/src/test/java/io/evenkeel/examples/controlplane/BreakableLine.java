package io.evenkeel.examples.controlplane;

import io.evenkeel.kubernetes.KubernetesCluster;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/** Breaks what runs over the line of a client's watches, as a network does. Thread-safe. */
public final class BreakableLine implements Interceptor {
  private static final String EXPIRED = "\"reason\":\"Expired\"";

  private final List<Call> running = new CopyOnWriteArrayList<>();
  private final AtomicInteger expired = new AtomicInteger();
  private volatile CountDownLatch mended = new CountDownLatch(0);

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
    awaitMended();
    running.add(chain.call());
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    BufferedSource heard = Okio.buffer(new Overheard(body.source()));
    return response
        .newBuilder()
        .body(ResponseBody.create(heard, body.contentType(), body.contentLength()))
        .build();
  }

  private void awaitMended() throws InterruptedIOException {
    try {
      mended.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the line was severed");
    }
  }

  /** Returns how often a watch was told that it asks for a past which is forgotten (410). */
  public int expired() {
    return expired.get();
  }

  /** Cuts every call that is under way; those that come later get through. */
  public void cut() {
    running.forEach(Call::cancel);
    running.clear();
  }

  /** Cuts every call that is under way, and lets none through until it is mended. */
  public void sever() {
    mended = new CountDownLatch(1);
    cut();
  }

  public void mend() {
    mended.countDown();
  }

  /** Such an answer is short and comes in one piece. */
  private final class Overheard extends ForwardingSource {
    Overheard(Source source) {
      super(source);
    }

    @Override
    public long read(Buffer sink, long most) throws IOException {
      long before = sink.size();
      long count = super.read(sink, most);
      if (count > 0) {
        Buffer piece = new Buffer();
        sink.copyTo(piece, before, count);
        if (piece.readUtf8().contains(EXPIRED)) {
          expired.incrementAndGet();
        }
      }
      return count;
    }
  }
}
