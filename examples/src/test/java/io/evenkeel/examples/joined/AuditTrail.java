package io.evenkeel.examples.joined;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one user has asked of the API server since a moment, from the server's audit log. */
final class AuditTrail {
  private static final List<String> READS = List.of("get", "list", "watch");
  private static final List<String> ANSWERED = List.of("ResponseStarted", "ResponseComplete");

  private final Path log;
  private final String user;
  private final long start;

  private AuditTrail(Path log, String user, long start) {
    this.log = log;
    this.user = user;
    this.start = start;
  }

  static AuditTrail fromNowOn(Path log, String user) throws IOException {
    return new AuditTrail(log, user, Files.size(log));
  }

  /**
   * A request that was answered.
   *
   * @param what verb and resource, such as {@code create pods/eviction}
   * @param uid the one that the caller insisted on, for an eviction
   */
  record Request(String what, String object, int code, String uid) {
    boolean denied() {
      return code == 401 || code == 403;
    }

    boolean write() {
      return READS.stream().noneMatch(verb -> what.startsWith(verb + " "));
    }

    boolean eviction() {
      return what.equals("create pods/eviction");
    }

    boolean accepted() {
      return code >= 200 && code < 300;
    }
  }

  /**
   * Returns them in the order of their answers; a watch answers when it begins and when it ends.
   */
  List<Request> requests() throws IOException {
    byte[] all = Files.readAllBytes(log);
    String tail = new String(all, (int) start, all.length - (int) start, StandardCharsets.UTF_8);
    return Arrays.stream(tail.split("\n"))
        .filter(line -> line.contains("\"username\":\"" + user + "\"") && line.endsWith("}"))
        .map(Json::parse)
        .filter(event -> ANSWERED.contains(Json.text(event, "stage")))
        .map(AuditTrail::request)
        .toList();
  }

  /** Returns how often each thing was asked for; a watch counts twice, as it begins and ends. */
  Map<String, Long> counts() throws IOException {
    return requests().stream().collect(groupingBy(Request::what, TreeMap::new, counting()));
  }

  /**
   * Returns what was denied and never granted: an API server that has just started denies
   * everything until it has read the roles.
   */
  static Set<String> lackedRights(List<Request> requests) {
    Set<String> denied = new TreeSet<>();
    requests.stream().filter(Request::denied).forEach(one -> denied.add(one.what()));
    requests.stream().filter(Request::accepted).forEach(one -> denied.remove(one.what()));
    return denied;
  }

  private static Request request(JsonObject event) {
    String part = Json.text(event, "objectRef", "subresource");
    String code = Json.text(event, "responseStatus", "code");
    return new Request(
        Json.text(event, "verb")
            + " "
            + Json.text(event, "objectRef", "resource")
            + (part.isEmpty() ? "" : "/" + part),
        Json.text(event, "objectRef", "namespace") + "/" + Json.text(event, "objectRef", "name"),
        code.isEmpty() ? 0 : Integer.parseInt(code),
        Json.text(event, "requestObject", "deleteOptions", "preconditions", "uid"));
  }
}
