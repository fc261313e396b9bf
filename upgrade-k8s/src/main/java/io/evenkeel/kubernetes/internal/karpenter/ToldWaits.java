package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.kubernetes.internal.karpenter.BlockedMessage.Meaning;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim.State;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Why the provisioner does not go on with a node, by what it has said about it lately. */
final class ToldWaits {
  /** It repeats itself every two minutes at least while something is so. */
  private static final Duration LATELY = Duration.ofMinutes(3);

  /** It says so at once, and most pods leave in that time. */
  private static final Duration DRAINING = Duration.ofSeconds(30);

  private final PoolReading reading;
  private final List<ProvisionerEvent> events;
  private final Predicate<ObjectKey> neverAllows;

  ToldWaits(PoolReading reading, List<ProvisionerEvent> events, Predicate<ObjectKey> neverAllows) {
    this.reading = reading;
    this.events = events;
    this.neverAllows = neverAllows;
  }

  List<Obstacle> of(JsonObject claim) {
    State state = reading.state(claim);
    if (state == State.TERMINATING) {
      return latest(claim, "FailedDraining", "FailedTermination", "AwaitingVolumeDetachment")
          .filter(event -> event.first().plus(DRAINING).isBefore(reading.at()))
          .map(event -> slow(claim, event))
          .stream()
          .toList();
    }
    boolean wanted = state == State.IN_SERVICE && ClaimReader.outdatedBecause(claim).isPresent();
    return wanted
        ? latest(claim, "DisruptionBlocked").flatMap(event -> blocked(claim, event)).stream()
            .toList()
        : List.of();
  }

  private Optional<ProvisionerEvent> latest(JsonObject claim, String... reasons) {
    String node = ClaimReader.nodeName(claim).orElse("");
    String name = PoolReading.nameOf(claim);
    return events.stream()
        .filter(event -> List.of(reasons).contains(event.reason()))
        .filter(event -> event.isAbout("NodeClaim", name) || event.isAbout("Node", node))
        .filter(event -> event.last().isAfter(reading.at().minus(LATELY)))
        .max((a, b) -> a.last().compareTo(b.last()));
  }

  private Obstacle slow(JsonObject claim, ProvisionerEvent event) {
    boolean volume = event.reason().equals("AwaitingVolumeDetachment");
    return new Obstacle(
        volume ? Cause.VOLUME_ATTACHED : Cause.PROVISIONER_WAITS,
        subject(claim),
        List.of(),
        Optional.of(event.first()),
        until(claim),
        name(claim) + ": " + event.message(),
        volume
            ? "see whether the storage driver still runs there and lets the volume go"
            : "see which pods are still on the node, and what their budgets wait for");
  }

  /** What keeps pods is over at the latest when they are deleted. */
  private Optional<Instant> until(JsonObject claim) {
    return ClaimReader.read(claim, reading.nodeOf(claim), List.of()).lastsUntil();
  }

  private Optional<Obstacle> blocked(JsonObject claim, ProvisionerEvent event) {
    BlockedMessage message = BlockedMessage.of(event.message());
    boolean ours = message.meaning() == Meaning.NODE_HELD && heldByUs(claim);
    if (message.meaning() == Meaning.PASSING || ours || isOver(claim, message.meaning())) {
      return Optional.empty();
    }
    return Optional.of(
        new Obstacle(
            cause(message),
            subject(claim),
            message.objects(),
            Optional.of(event.first()),
            Optional.empty(),
            name(claim) + " is not replaced: " + event.message(),
            remedy(message.meaning())));
  }

  private boolean heldByUs(JsonObject claim) {
    return reading
        .nodeOf(claim)
        .filter(n -> n.hasAnnotation(KarpenterNames.HELD_BY_US))
        .isPresent();
  }

  /** What is said about the node's annotation may have been true until a moment ago. */
  private boolean isOver(JsonObject claim, Meaning meaning) {
    return meaning == Meaning.NODE_HELD
        && reading
            .nodeOf(claim)
            .filter(node -> !node.hasAnnotation(KarpenterNames.DO_NOT_DISRUPT))
            .isPresent();
  }

  private Cause cause(BlockedMessage message) {
    return switch (message.meaning()) {
      case POD_HELD, NODE_HELD -> Cause.DO_NOT_DISRUPT;
      case NO_ROOM -> Cause.NO_ROOM;
      case SEVERAL_BUDGETS -> Cause.SEVERAL_BUDGETS;
      case BUDGET ->
          message.objects().stream().anyMatch(neverAllows)
              ? Cause.BUDGET_NEVER_ALLOWS
              : Cause.BUDGET_WAITS_FOR_POD;
      default -> Cause.PROVISIONER_WAITS;
    };
  }

  private static String remedy(Meaning meaning) {
    return switch (meaning) {
      case POD_HELD ->
          "wait for that pod to finish, or take its annotation karpenter.sh/do-not-disrupt off";
      case NODE_HELD -> "take the annotation karpenter.sh/do-not-disrupt off the node";
      case BUDGET -> "see which pod the budget waits for; it must allow one eviction";
      case NO_ROOM ->
          "see what keeps these pods from the types, zones and limits of the cluster's pools";
      case SEVERAL_BUDGETS -> "leave one budget for each pod";
      default -> "see what Karpenter says about the node";
    };
  }

  private ObjectKey subject(JsonObject claim) {
    return ObjectKey.clusterScoped(
        ObjectKind.NODE, reading.nodeOf(claim).map(Node::name).orElse(PoolReading.nameOf(claim)));
  }

  private static String name(JsonObject claim) {
    return ClaimReader.nodeName(claim)
        .map(node -> "node " + node)
        .orElse("NodeClaim " + PoolReading.nameOf(claim));
  }
}
