package io.evenkeel.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evenkeel.kubernetes.internal.Pacing;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Answers as an API server does, from a script: lists that nobody scripted are empty, watches that
 * nobody scripted stay silent, everything else unscripted is not found.
 */
final class StubApiServer implements AutoCloseable {
  private static final String END = "end of stream";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Queue<Answer>> scripts = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<String>> watches = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Received> watchRequests = new LinkedBlockingQueue<>();

  record Received(
      String method,
      String path,
      String query,
      String contentType,
      String authorization,
      String body) {}

  private record Answer(int code, String retryAfter, String body) {}

  StubApiServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** A client of this server that loses no time between attempts. */
  KubernetesCluster client() {
    return client(ClusterOptions.defaults().withReadsPerSecond(10_000));
  }

  KubernetesCluster client(ClusterOptions options) {
    Pacing quick = new Pacing(2, 60, Duration.ofMillis(2), Duration.ofMillis(10), 2, 3);
    return KubernetesCluster.of(api(), api(), options, quick);
  }

  ApiClient api() {
    return new ClientBuilder().setBasePath(address()).build();
  }

  /** Scripts the next answer to that method and path; answers queue up. */
  void answer(String method, String path, int code, String body) {
    answer(method, path, code, "", body);
  }

  void answer(String method, String path, int code, String retryAfter, String body) {
    scripts
        .computeIfAbsent(method + " " + path, unused -> new ConcurrentLinkedQueue<>())
        .add(new Answer(code, retryAfter, body));
  }

  /** Scripts the next list of that path, complete in one page. */
  void list(String path, String version, String... items) {
    page(path, version, "", items);
  }

  void page(String path, String version, String next, String... items) {
    String metadata =
        "{\"resourceVersion\":\"" + version + "\",\"continue\":\"" + next + "\",\"futureField\":1}";
    answer(
        "GET",
        path,
        200,
        "{\"kind\":\"List\",\"metadata\":"
            + metadata
            + ",\"items\":["
            + String.join(",", items)
            + "]}");
  }

  /** Sends an event down the watch of that path, now or as soon as it is opened. */
  void event(String path, String type, String object) {
    lines(path).add("{\"type\":\"" + type + "\",\"object\":" + object + "}");
  }

  /** Ends the watch of that path as a server does when its time is over. */
  void endWatch(String path) {
    lines(path).add(END);
  }

  List<Received> received(String method, String path) {
    return received.stream()
        .filter(r -> r.method().equals(method) && r.path().equals(path))
        .toList();
  }

  /** Waits for the next watch request of that path. */
  Received nextWatch(String path) throws InterruptedException {
    Received next = watchRequests.take();
    while (!next.path().equals(path)) {
      next = watchRequests.take();
    }
    return next;
  }

  private BlockingQueue<String> lines(String path) {
    return watches.computeIfAbsent(path, unused -> new LinkedBlockingQueue<>());
  }

  private void handle(HttpExchange exchange) throws IOException {
    Received request = read(exchange);
    received.add(request);
    Queue<Answer> script = scripts.get(request.method() + " " + request.path());
    boolean watch = request.query().contains("watch=true");
    Answer scripted = script == null || watch ? null : script.poll();
    if (watch) {
      watchRequests.add(request);
      Queue<Answer> refusals = scripts.get("WATCH " + request.path());
      Answer refusal = refusals == null ? null : refusals.poll();
      if (refusal == null) {
        stream(exchange, lines(request.path()));
      } else {
        send(exchange, refusal);
      }
    } else {
      send(exchange, scripted == null ? unscripted(request) : scripted);
    }
  }

  private static Received read(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    return new Received(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        header(exchange, "Content-Type"),
        header(exchange, "Authorization"),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static Answer unscripted(Received request) {
    boolean list = request.query().contains("limit=");
    return list
        ? new Answer(200, "", "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":null}")
        : new Answer(404, "", Objects.status(404, "NotFound", "not found"));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
    }
    exchange.sendResponseHeaders(answer.code(), bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static void stream(HttpExchange exchange, BlockingQueue<String> lines)
      throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      String line = lines.take();
      while (!line.equals(END)) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        line = lines.take();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.stop(0);
  }
}
