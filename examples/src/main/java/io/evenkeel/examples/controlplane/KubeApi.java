package io.evenkeel.examples.controlplane;

import io.kubernetes.client.util.KubeConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The API server as one user sees it, in plain HTTP and JSON: for observers and set-up code that
 * must share nothing with the library's own client. Thread-safe.
 */
public final class KubeApi {

  private final URI server;
  private final String token;
  private final HttpClient client;

  private KubeApi(URI server, String token, HttpClient client) {
    this.server = server;
    this.token = token;
    this.client = client;
  }

  static KubeApi of(URI server, String token, Path certificate) throws IOException {
    return of(server, token, Files.readAllBytes(certificate));
  }

  /**
   * Returns the API server as the current user of a kubeconfig sees it, which names a token and the
   * certificate of the server, as that of {@link ControlPlaneExample} does.
   *
   * @throws IllegalArgumentException where it does not
   */
  public static KubeApi of(Path kubeconfig) throws IOException {
    try (Reader reader = Files.newBufferedReader(kubeconfig)) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      String token = config.getCredentials().get(KubeConfig.CRED_TOKEN_KEY);
      String certificate = config.getCertificateAuthorityData();
      if (token == null || certificate == null) {
        throw new IllegalArgumentException(
            kubeconfig
                + " has no token or no certificate-authority-data for its current context: take"
                + " the administrator's kubeconfig that the example control-plane prints");
      }
      return of(URI.create(config.getServer()), token, Base64.getDecoder().decode(certificate));
    }
  }

  private static KubeApi of(URI server, String token, byte[] certificate) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(trusting(certificate))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    return new KubeApi(server, token, client);
  }

  /**
   * What the API server answered.
   *
   * @param code the HTTP status
   * @param body the JSON, or plain text
   */
  public record Answer(int code, String body) {
    /** Returns whether the status is 2xx. */
    public boolean isSuccess() {
      return code >= 200 && code < 300;
    }

    /** Returns the body of a success. */
    public String orThrow() {
      if (!isSuccess()) {
        throw new IllegalStateException("The API server answered " + code + ": " + body);
      }
      return body;
    }
  }

  /** Reads a path such as {@code /api/v1/nodes}. */
  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** Creates an object, or calls a subresource such as an eviction, with a JSON body. */
  public Answer post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** Applies a JSON merge patch. */
  public Answer patch(String path, String mergePatch) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(mergePatch)));
  }

  /** Deletes an object. */
  public Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /** Opens a watch; each line of the stream is one event. The caller closes it. */
  public InputStream watch(String pathAndQuery) throws IOException, InterruptedException {
    return client.send(request(pathAndQuery).GET().build(), BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  private static SSLContext trusting(byte[] certificates) throws IOException {
    try (InputStream in = new ByteArrayInputStream(certificates)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("certificate-" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate of the server is not usable: " + e.getMessage(), e);
    }
  }
}
