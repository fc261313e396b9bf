package io.evenkeel.aws.simulated.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evenkeel.spi.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The HTTP side: reads a request, lets the timeline serve it, writes the answer. */
public final class HttpEndpoint implements AutoCloseable {

  /** A timeline that was closed never answers. */
  private static final long PATIENCE_SECONDS = 30;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpEndpoint::daemon);
  private final Queue<HttpExchange> silent = new ConcurrentLinkedQueue<>();
  private final Timeline timeline;
  private final Router router;
  private final Service service;

  private HttpEndpoint(HttpServer server, Timeline timeline, Router router, Service service) {
    this.server = server;
    this.timeline = timeline;
    this.router = router;
    this.service = service;
  }

  /** Starts to listen on the loopback address. */
  public static HttpEndpoint start(int port, Timeline timeline, Router router, Service service)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpEndpoint endpoint =
        new HttpEndpoint(HttpServer.create(address, 0), timeline, router, service);
    endpoint.server.createContext("/", endpoint::handle);
    endpoint.server.setExecutor(endpoint.threads);
    endpoint.server.start();
    return endpoint;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Computes on the timeline's thread, and waits for it. */
  public <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    timeline.execute(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
          }
        });
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Reply reply = answer(Request.read(exchange));
    if (reply instanceof Reply.Answered answered) {
      write(exchange, answered);
    } else if (reply instanceof Reply.Silent) {
      silent.add(exchange);
    } else {
      exchange.close();
    }
  }

  private Reply answer(Request request) {
    try {
      Routed routed = router.route(request);
      return ask(() -> service.serve(routed));
    } catch (IllegalArgumentException malformed) {
      return Protocol.AUTO_SCALING.error(
          new AwsError(400, "MalformedQueryString", "The request cannot be read."));
    } catch (CompletionException bug) {
      return Protocol.AUTO_SCALING.error(
          new AwsError(500, "InternalFailure", String.valueOf(bug.getCause())));
    }
  }

  private static void write(HttpExchange exchange, Reply.Answered answer) throws IOException {
    byte[] body = Utf8.bytes(answer.body());
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    silent.forEach(HttpExchange::close);
    server.stop(0);
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "evenkeel-simulated-aws");
    thread.setDaemon(true);
    return thread;
  }
}
