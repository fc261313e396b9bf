package io.evenkeel.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evenkeel.aws.internal.ReadPacing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A local address that answers AWS calls with what a test has laid out, by operation. */
final class AwsStub implements AutoCloseable {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

  private final HttpServer server;
  private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** A call as it came in. */
  record Call(String operation, String body) {}

  private record Reply(int status, String body, Map<String, String> headers) {}

  AwsStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** Returns a provider that sends its calls here, and repeats reads at once. */
  AutoScalingGroups provider() {
    return builder().build();
  }

  AutoScalingGroupsBuilder builder() {
    return AutoScalingGroups.builder()
        .region("eu-west-1")
        .endpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .pacing(new ReadPacing(3, Duration.ofMillis(1), 1000));
  }

  /** Lays out the next answer to an operation; the last one stays. */
  AwsStub answers(String operation, String body) {
    return reply(operation, new Reply(200, body, Map.of()));
  }

  /** Lays out a refusal in the form of Auto Scaling. */
  AwsStub fails(String operation, int status, String code, String message) {
    return fails(operation, status, code, message, Map.of());
  }

  AwsStub fails(
      String operation, int status, String code, String message, Map<String, String> headers) {
    String xml =
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>";
    return reply(operation, new Reply(status, xml.formatted(code, message), headers));
  }

  /** Lays out a refusal in the form of EC2. */
  AwsStub failsInEc2(String operation, int status, String code, String message) {
    String xml =
        "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors></Response>";
    return reply(operation, new Reply(status, xml.formatted(code, message), Map.of()));
  }

  /** The line breaks before an answer is sent. */
  AwsStub hangsUp(String operation) {
    return reply(operation, new Reply(-1, "", Map.of()));
  }

  private AwsStub reply(String operation, Reply reply) {
    replies.computeIfAbsent(operation, key -> new ArrayDeque<>()).add(reply);
    return this;
  }

  List<String> operations() {
    return calls.stream().map(Call::operation).toList();
  }

  /** Returns the body of the only call of that operation. */
  String sent(String operation) {
    List<String> bodies =
        calls.stream().filter(c -> c.operation().equals(operation)).map(Call::body).toList();
    if (bodies.size() != 1) {
      throw new AssertionError(operation + " was called " + bodies.size() + " times");
    }
    return java.net.URLDecoder.decode(bodies.get(0), StandardCharsets.UTF_8);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String operation = operation(exchange, body);
    calls.add(new Call(operation, body));
    Reply reply = next(operation);
    if (reply.status() < 0) {
      exchange.close();
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Reply next(String operation) {
    Deque<Reply> queue = replies.getOrDefault(operation, new ArrayDeque<>());
    if (queue.isEmpty()) {
      return new Reply(501, "nothing laid out for " + operation, Map.of());
    }
    return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
  }

  private static String operation(HttpExchange exchange, String body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      return target.substring(target.indexOf('.') + 1);
    }
    Matcher action = ACTION.matcher(body);
    if (action.find()) {
      return action.group(1);
    }
    return exchange.getRequestURI().getPath().startsWith("/clusters/") ? "DescribeCluster" : "?";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
