package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.LeaseRecord;
import java.io.IOException;
import java.time.Duration;

/** Reads and writes leases, compared by resource version; other people's annotations stay. */
final class Leases {
  private final ApiConnection connection;
  private final Reads reads;
  private final String namespace;
  private final Duration half;

  Leases(ApiConnection connection, Reads reads, String namespace, Duration timeLimit) {
    this.connection = connection;
    this.reads = reads;
    this.namespace = namespace;
    this.half = timeLimit.dividedBy(2);
  }

  Answer<LeaseRecord> read(String name) {
    try {
      return Answer.ok(LeaseJson.read(reads.read(ApiRequest.get(path(name))).json()));
    } catch (ApiReplyException answered) {
      return Answers.problem(answered.reply(), permission("get"));
    } catch (IOException failed) {
      return Answers.unknown(connection.address(), failed);
    }
  }

  Answer<LeaseRecord> write(LeaseRecord lease) {
    try {
      return lease.version().isEmpty() ? create(lease) : replace(lease);
    } catch (IOException failed) {
      return Answers.unknown(connection.address(), failed);
    }
  }

  private Answer<LeaseRecord> create(LeaseRecord lease) throws IOException {
    JsonObject body = LeaseJson.write(new JsonObject(), namespace, lease);
    return written(connection.call(ApiRequest.post(path(), body)), "create");
  }

  private Answer<LeaseRecord> replace(LeaseRecord lease) throws IOException {
    Reply current = connection.call(ApiRequest.get(path(lease.name())), half);
    if (current.code() == 404) {
      return new Answer.Conflict<>("the lease " + lease.name() + " has been deleted");
    }
    if (!current.ok()) {
      return Answers.problem(current, permission("get"));
    }
    if (!LeaseJson.read(current.json()).version().equals(lease.version())) {
      return new Answer.Conflict<>("the lease " + lease.name() + " has been written by another");
    }
    JsonObject body = LeaseJson.write(current.json(), namespace, lease);
    return written(connection.call(ApiRequest.put(path(lease.name()), body), half), "update");
  }

  private Answer<LeaseRecord> written(Reply reply, String verb) {
    if (reply.ok()) {
      return Answer.ok(LeaseJson.read(reply.json()));
    }
    return reply.code() == 404 && verb.equals("update")
        ? new Answer.Conflict<>(reply.because())
        : Answers.problem(reply, permission(verb));
  }

  private String permission(String verb) {
    return verb + " leases.coordination.k8s.io in namespace " + namespace;
  }

  private String path() {
    return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
  }

  private String path(String name) {
    return path() + "/" + name;
  }
}
