package io.evenkeel.kubernetes.internal;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One line to the API server: authentication and trust are those of the client passed in, time
 * limits and connections are our own, and nothing is ever sent twice.
 */
public final class ApiConnection implements AutoCloseable {
  private static final String[] BEARER_TOKEN = {"BearerToken"};

  private final ApiClient client;
  private final OkHttpClient http;

  private ApiConnection(ApiClient client, OkHttpClient http) {
    this.client = client;
    this.http = http;
  }

  /** Returns a line for single calls that are given up after the time limit. */
  public static ApiConnection forCalls(ApiClient client, Duration timeLimit) {
    return new ApiConnection(
        client, ours(client).callTimeout(timeLimit).readTimeout(timeLimit).build());
  }

  /** Returns a line for streams, which end when the server or we end them. */
  public static ApiConnection forWatches(ApiClient client, Duration ping) {
    return new ApiConnection(
        client,
        ours(client)
            .callTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .pingInterval(ping)
            .build());
  }

  private static OkHttpClient.Builder ours(ApiClient client) {
    return client
        .getHttpClient()
        .newBuilder()
        .retryOnConnectionFailure(false)
        .connectionPool(new ConnectionPool(5, 1, TimeUnit.MINUTES));
  }

  public String address() {
    return client.getBasePath();
  }

  /** Sends the request once and reads the whole answer, within the line's time limit. */
  public Reply call(ApiRequest request) throws IOException {
    return call(request, Duration.ofNanos(http.callTimeoutMillis() * 1_000_000L));
  }

  /** Sends the request once and reads the whole answer, within the time limit. */
  Reply call(ApiRequest request, Duration timeLimit) throws IOException {
    Call call = prepare(request);
    call.timeout().timeout(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = send(call)) {
      return reply(response);
    }
  }

  /** Prepares a call whose answer is read as a stream by the caller. */
  Call prepare(ApiRequest request) throws IOException {
    return http.newCall(toHttp(request));
  }

  /**
   * Sends it. A plug-in for credentials that fails inside the client throws unchecked; that is a
   * failed call like any other.
   */
  Response send(Call call) throws IOException {
    try {
      return call.execute();
    } catch (RuntimeException failedInside) {
      throw new IOException(failedInside.getMessage(), failedInside);
    }
  }

  static Reply reply(Response response) throws IOException {
    return new Reply(
        response.code(),
        response.body().string(),
        seconds(response.header("Retry-After", "")),
        Optional.ofNullable(response.headers().getInstant("Date")));
  }

  private Request toHttp(ApiRequest request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json");
    request.body().ifPresent(body -> headers.put("Content-Type", request.contentType()));
    try {
      return client.buildRequest(
          client.getBasePath(),
          request.path(),
          request.method(),
          request.query(),
          List.of(),
          bytes(request),
          headers,
          new HashMap<>(),
          new HashMap<>(),
          BEARER_TOKEN,
          null);
    } catch (ApiException notBuilt) {
      throw new IOException(notBuilt.getMessage(), notBuilt);
    }
  }

  @SuppressWarnings("NullAway") // the client takes null for a request without a body
  private static byte[] bytes(ApiRequest request) {
    return request
        .body()
        .map(body -> body.toString().getBytes(StandardCharsets.UTF_8))
        .orElse(null);
  }

  private static Optional<Duration> seconds(String header) {
    try {
      return header.isEmpty()
          ? Optional.empty()
          : Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
    } catch (NumberFormatException aDate) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
  }
}
