package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.ObjectReader;
import io.evenkeel.kubernetes.internal.Reply;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a node pool and what belongs to it, anew each time; the time is that of the server. */
final class PoolReads {
  private final Calls calls;
  private final String namespace;
  private final ObjectReader reader = new ObjectReader();

  /** Requests are looked for in that namespace. */
  PoolReads(Calls calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  PoolReading read(String pool) {
    PoolAt found = poolAt(pool);
    return new PoolReading(found.pool(), claims(pool), nodes(pool), requests(pool), found.at());
  }

  /** A pool, and the time at the server when it was read. */
  record PoolAt(PoolObject pool, Instant at) {}

  PoolAt poolAt(String name) {
    Reply reply = ask(name);
    PoolObject pool = new PoolObject(reply.json());
    return new PoolAt(pool, reply.date().orElseGet(pool::createdAt));
  }

  /**
   * Returns the pool.
   *
   * @throws StoppedException where there is none; it tells whether the cluster knows such pools
   */
  PoolObject pool(String name) {
    return new PoolObject(ask(name).json());
  }

  private Reply ask(String name) {
    return calls
        .ask(Kind.NODE_POOLS, Kind.NODE_POOLS.path(name))
        .orElseThrow(() -> new StoppedException(new Answer.Missing<>(missing(name))));
  }

  private String missing(String name) {
    return new ServedVersions(calls)
        .whyNot(Kind.NODE_POOLS)
        .orElseGet(() -> "there is no NodePool " + name + otherPools());
  }

  /** Returns all pools of the cluster. */
  List<PoolObject> pools() {
    return calls.list(Kind.NODE_POOLS, Kind.NODE_POOLS.path(), Selection.ALL).stream()
        .map(PoolObject::new)
        .toList();
  }

  private String otherPools() {
    List<String> names = pools().stream().map(PoolObject::name).toList();
    return names.isEmpty() ? "; there is none at all" : "; there are " + String.join(", ", names);
  }

  List<JsonObject> claims(String pool) {
    return calls.list(Kind.NODE_CLAIMS, Kind.NODE_CLAIMS.path(), ofPool(pool)).stream()
        .sorted(Comparator.comparing(ClaimReader::createdAt).thenComparing(PoolReading::nameOf))
        .toList();
  }

  Map<String, Node> nodes(String pool) {
    return calls.list(Kind.NODES, Kind.NODES.path(), ofPool(pool)).stream()
        .map(reader::node)
        .collect(Collectors.toMap(Node::name, Function.identity(), (a, b) -> b));
  }

  /** Returns the pods that ask for nodes and are not on their way out. */
  List<Pod> requests(String pool) {
    Selection ours = Selection.labeled(NodePoolProvider.REQUEST_LABEL, pool);
    return calls.list(Kind.PODS, Kind.PODS.pathIn(namespace), ours).stream()
        .map(reader::pod)
        .filter(pod -> pod.meta().deletedAt().isEmpty())
        .filter(pod -> pod.phase() == Pod.Phase.PENDING || pod.phase() == Pod.Phase.RUNNING)
        .sorted(Comparator.comparing(Pod::name))
        .toList();
  }

  /** Returns the pods of a node. */
  List<Pod> podsOn(String node) {
    return calls.list(Kind.PODS, Kind.PODS.path(), Selection.field("spec.nodeName", node)).stream()
        .map(reader::pod)
        .toList();
  }

  /** Returns the class of the pool's nodes, empty where there is none of that name. */
  Optional<JsonObject> classOf(PoolObject pool) {
    PoolObject.ClassRef ref = pool.classRef();
    return new ServedVersions(calls)
        .kind(ref.group(), ref.kind())
        .flatMap(kind -> calls.find(kind, kind.path(ref.name())));
  }

  /** Returns the class, empty also where we may not look at it: there are classes of many kinds. */
  Optional<JsonObject> classIfAllowed(PoolObject pool) {
    try {
      return classOf(pool);
    } catch (StoppedException stopped) {
      if (stopped.problem() instanceof Answer.Denied<?>) {
        return Optional.empty();
      }
      throw stopped;
    }
  }

  private static Selection ofPool(String pool) {
    return Selection.labeled(KarpenterNames.POOL_LABEL, pool);
  }
}
