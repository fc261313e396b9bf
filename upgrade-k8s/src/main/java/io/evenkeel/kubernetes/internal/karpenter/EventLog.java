package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the provisioner has said lately. Read anew at most every few seconds, since it repeats
 * itself, and empty where we may not read it: a roll goes without.
 */
final class EventLog {
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** Events about objects in no namespace are kept in this one. */
  private static final String NAMESPACE = "default";

  private static final List<String> KINDS = List.of("NodePool", "NodeClaim", "Node");
  private static final Set<String> REASONS =
      Set.of(
          "DisruptionBlocked",
          "Unconsolidatable",
          "FailedDraining",
          "AwaitingVolumeDetachment",
          "TerminationGracePeriodExpiring",
          "FailedTermination",
          "FailedConsistencyCheck",
          "InsufficientCapacityError",
          "NodeClassNotReady",
          "UnregisteredTaintMissing",
          "NodeRepairBlocked");

  private final Calls calls;
  private final String requests;
  private Instant readAt = Instant.MIN;
  private List<ProvisionerEvent> events = List.of();

  /** What is said about requests for nodes is kept in their namespace. */
  EventLog(Calls calls, String requests) {
    this.calls = calls;
    this.requests = requests;
  }

  synchronized List<ProvisionerEvent> lately(Instant now) {
    if (readAt.isBefore(now.minus(FRESH)) || now.isBefore(readAt)) {
      events = read();
      readAt = now;
    }
    return events;
  }

  private List<ProvisionerEvent> read() {
    return Stream.concat(
            allowed(() -> KINDS.stream().flatMap(this::about).toList()),
            allowed(this::aboutRequests))
        .toList();
  }

  private static Stream<ProvisionerEvent> allowed(Supplier<List<ProvisionerEvent>> reading) {
    try {
      return reading.get().stream();
    } catch (StoppedException stopped) {
      if (stopped.problem() instanceof Answer.Denied<?>) {
        return Stream.empty();
      }
      throw stopped;
    }
  }

  private List<ProvisionerEvent> aboutRequests() {
    Selection selection =
        Selection.field("involvedObject.kind", "Pod")
            .andField("reason", ProvisionerEvent.NO_NODE_FOR_POD);
    return calls.list(Kind.EVENTS, Kind.EVENTS.pathIn(requests), selection).stream()
        .map(ProvisionerEvent::read)
        .toList();
  }

  private Stream<ProvisionerEvent> about(String kind) {
    Selection selection = Selection.field("involvedObject.kind", kind);
    return calls.list(Kind.EVENTS, Kind.EVENTS.pathIn(NAMESPACE), selection).stream()
        .map(ProvisionerEvent::read)
        .filter(event -> REASONS.contains(event.reason()));
  }
}
