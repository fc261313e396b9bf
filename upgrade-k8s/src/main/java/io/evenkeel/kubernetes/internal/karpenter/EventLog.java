package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.spi.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
  private final Clock clock;
  private Instant readAt = Instant.MIN;
  private List<ProvisionerEvent> events = List.of();

  EventLog(Calls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  synchronized List<ProvisionerEvent> lately() {
    Instant now = clock.instant();
    if (readAt.isBefore(now.minus(FRESH))) {
      events = read();
      readAt = now;
    }
    return events;
  }

  private List<ProvisionerEvent> read() {
    try {
      return KINDS.stream().flatMap(this::about).toList();
    } catch (StoppedException stopped) {
      if (stopped.problem() instanceof Answer.Denied<?>) {
        return List.of();
      }
      throw stopped;
    }
  }

  private Stream<ProvisionerEvent> about(String kind) {
    Selection selection = Selection.field("involvedObject.kind", kind);
    return calls.list(Kind.EVENTS, Kind.EVENTS.pathIn(NAMESPACE), selection).stream()
        .map(ProvisionerEvent::read)
        .filter(event -> REASONS.contains(event.reason()));
  }
}
