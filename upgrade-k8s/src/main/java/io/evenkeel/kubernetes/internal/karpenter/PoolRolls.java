package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Obstacle;
import io.evenkeel.Target;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.model.Node;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.RolloutState.Stage;
import io.evenkeel.spi.RolloutState.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the nodes of a pool become, and how far they are. Nothing has to be caused: the provisioner
 * sees by itself that a node is not as its pool, its class or the control plane wants it.
 */
final class PoolRolls {
  private static final String TO = "@kubernetes-";

  private final PoolReads reads;

  PoolRolls(PoolReads reads) {
    this.reads = reads;
  }

  RolloutTarget resolve(String pool, Target target) {
    Optional<String> kubernetes =
        target instanceof Target.Kubernetes wanted
            ? Optional.of(wanted.version())
            : Optional.empty();
    if (kubernetes.isEmpty() && !(target instanceof Target.LatestImage)) {
      throw new StoppedException(new Answer.Refused<>(notOurs(pool, target)));
    }
    PoolObject found = reads.pool(pool);
    return new RolloutTarget(
        version(found),
        kubernetes,
        Map.of(KarpenterNames.POOL_LABEL, pool),
        "NodePool "
            + pool
            + " to what it makes now, of "
            + found.classRef()
            + kubernetes.map(version -> ", with Kubernetes " + version).orElse(""));
  }

  private static String notOurs(String pool, Target target) {
    return "NodePool "
        + pool
        + " cannot be given "
        + target
        + ": what its nodes run is chosen by its class; change the class, and take latestImage()";
  }

  private String version(PoolObject pool) {
    String ofClass = reads.classIfAllowed(pool).map(PoolRolls::classVersion).orElse("unknown");
    return "pool-" + pool.hash() + "+class-" + ofClass;
  }

  /** Each provider writes a hash of its class under a name of its own. */
  private static String classVersion(JsonObject nodeClass) {
    JsonObject metadata = Json.object(nodeClass, "metadata");
    return Json.texts(metadata, "annotations").entrySet().stream()
        .filter(annotation -> annotation.getKey().endsWith("class-hash"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> "generation-" + Json.text(metadata, "generation", "0"));
  }

  /** Returns a name of the roll that tells what is waited for; nothing is written. */
  String start(String pool, RolloutOrder order, String token) {
    reads.pool(pool);
    return token + order.target().kubernetes().map(version -> TO + version).orElse("");
  }

  RolloutState progress(String pool, String rollout, WaitReasonsOf waitsOf) {
    PoolReading reading = reads.read(pool);
    int at = rollout.lastIndexOf(TO);
    Optional<String> kubernetes =
        at < 0 ? Optional.empty() : Optional.of(rollout.substring(at + TO.length()));
    boolean over = reading.claims().stream().allMatch(c -> settled(reading, c, kubernetes));
    return over
        ? new RolloutState(Stage.SUCCEEDED, List.of())
        : new RolloutState(Stage.IN_PROGRESS, troubles(waitsOf.of(reading)));
  }

  private static boolean settled(
      PoolReading reading, JsonObject claim, Optional<String> kubernetes) {
    return reading.state(claim).staysInPool()
        && ClaimReader.outdatedBecause(claim).isEmpty()
        && kubernetes.flatMap(wanted -> otherVersion(reading, claim, wanted)).isEmpty();
  }

  private static Optional<String> otherVersion(
      PoolReading reading, JsonObject claim, String wanted) {
    return reading
        .nodeOf(claim)
        .map(Node::kubeletVersion)
        .filter(version -> KubeletVersion.differs(version, wanted));
  }

  private static List<Trouble> troubles(WaitReasons waits) {
    return waits.ofPool().stream()
        .filter(o -> o.cause() == Obstacle.Cause.NODE_DOES_NOT_COME)
        .map(o -> new Trouble(o.cause().name(), o.what(), o.remedy(), List.of(o.subject().path())))
        .toList();
  }

  /**
   * Its nodes are seen by whoever observes it, and a pool that was changed meanwhile makes them
   * outdated once more; here it is only told where it is gone.
   */
  List<Finding> verify(String pool) {
    reads.pool(pool);
    return List.of();
  }

  /** Tells why a pool waits, of one reading. */
  interface WaitReasonsOf {
    WaitReasons of(PoolReading reading);
  }
}
