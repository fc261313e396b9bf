package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.ApiRequest;
import io.evenkeel.kubernetes.internal.DeleteOptions;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.kubernetes.internal.Reply;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Resources;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePoolProvider;
import java.util.Map;
import java.util.Optional;

/** Asks for nodes, and takes that back. */
final class Headroom {
  private final Calls calls;
  private final PoolReads reads;
  private final HeadroomPriority priority;
  private final RoomMemory rooms = new RoomMemory();
  private final String namespace;
  private final HeadroomPod.Where where;

  Headroom(Calls calls, PoolReads reads, String namespace, String image) {
    this.calls = calls;
    this.reads = reads;
    this.priority = new HeadroomPriority(calls);
    this.namespace = namespace;
    this.where = new HeadroomPod.Where(namespace, image);
  }

  Answer.Done request(String pool, String name, Optional<NodeClaim> like) {
    PoolReads.PoolAt found = reads.poolAt(pool);
    Resources room =
        rooms
            .of(
                found.pool(),
                like.map(NodeClaim::type).orElse(""),
                found.at(),
                () -> NodeRoom.of(reads.read(pool), like, reads::podsOn))
            .orElseThrow(() -> unknownSize(pool));
    priority.ensure();
    JsonObject pod = HeadroomPod.of(where, name, found.pool(), room);
    Reply reply = calls.send(ApiRequest.post(Kind.PODS.pathIn(namespace), pod));
    if (reply.ok() || reply.code() == 409) { // one of that name has asked already
      return Answer.Done.DONE;
    }
    throw Calls.stopped(reply, permission("create"));
  }

  private static StoppedException unknownSize(String pool) {
    return new StoppedException(
        new Answer.Refused<>(
            "no node of NodePool "
                + pool
                + " is in service, so that nobody knows how large one is"));
  }

  Answer.Done withdraw(String pool, String name) {
    String path = Kind.PODS.pathIn(namespace, HeadroomPod.name(pool, name));
    JsonObject pod = calls.find(Kind.PODS, path).orElseThrow(() -> none(pool, name));
    JsonObject metadata = Json.object(pod, "metadata");
    Map<String, String> labels = Json.texts(metadata, "labels");
    if (!pool.equals(labels.get(NodePoolProvider.REQUEST_LABEL))) {
      throw new StoppedException(new Answer.Conflict<>("that pod is not ours: " + path));
    }
    String uid = Json.text(metadata, "uid", "");
    Reply reply = calls.send(ApiRequest.delete(path, DeleteOptions.of(uid, Optional.empty())));
    if (reply.ok()) {
      return Answer.Done.DONE;
    }
    throw reply.code() == 404 || reply.code() == 409
        ? none(pool, name)
        : Calls.stopped(reply, permission("delete"));
  }

  private static StoppedException none(String pool, String name) {
    return new StoppedException(
        new Answer.Missing<>("NodePool " + pool + " has no request " + name));
  }

  /** The priority class goes when no pod of any pool needs it any more. */
  Answer.Done tidy() {
    Selection ours = Selection.labeled("app.kubernetes.io/managed-by", "evenkeel");
    boolean used =
        calls.list(Kind.PODS, Kind.PODS.pathIn(namespace), ours).stream()
            .map(pod -> Json.texts(Json.object(pod, "metadata"), "labels"))
            .anyMatch(labels -> labels.containsKey(NodePoolProvider.REQUEST_LABEL));
    if (!used) {
      priority.remove();
    }
    return Answer.Done.DONE;
  }

  private String permission(String verb) {
    return verb + " pods in namespace " + namespace;
  }
}
