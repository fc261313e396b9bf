package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What keeps the provisioner from going on, as budgets, limits, conditions and its own events tell.
 */
final class SeenWaits implements WaitReasons {
  /** How long a failed launch is worth telling, since the provisioner deletes its claim at once. */
  private static final Duration NO_CAPACITY_LASTS = Duration.ofMinutes(10);

  private final PoolReading reading;
  private final List<ProvisionerEvent> events;
  private final ToldWaits told;
  private final ComingWaits coming;
  private final List<JsonObject> stuck;
  private final Function<Node, List<Obstacle>> podsOn;

  SeenWaits(
      PoolReading reading,
      List<ProvisionerEvent> events,
      Function<Node, List<Obstacle>> podsOn,
      Predicate<ObjectKey> neverAllows) {
    this.reading = reading;
    this.events = List.copyOf(events);
    this.told = new ToldWaits(reading, events, neverAllows);
    this.coming = new ComingWaits(reading);
    this.stuck = Candidates.stuck(reading);
    this.podsOn = podsOn;
  }

  /** What is seen of pods counts more than what the provisioner has said of them before. */
  @Override
  public List<Obstacle> ofClaim(JsonObject claim) {
    List<Obstacle> seen =
        reading.nodeOf(claim).filter(node -> stuck.contains(claim)).map(podsOn).orElse(List.of());
    return seen.isEmpty()
        ? Stream.concat(coming.of(claim).stream(), told.of(claim).stream()).toList()
        : seen;
  }

  @Override
  public List<Obstacle> ofPool() {
    List<Obstacle> waits = new ArrayList<>();
    BudgetWaits.of(reading).ifPresent(waits::add);
    PoolLimits.full(reading).map(this::limit).ifPresent(waits::add);
    notReady().ifPresent(waits::add);
    noCapacity().ifPresent(waits::add);
    new RequestWaits(reading, events).waits().forEach(waits::add);
    reading.claims().forEach(claim -> waits.addAll(coming.of(claim)));
    return waits;
  }

  private Obstacle limit(String limits) {
    return obstacle(
        Cause.POOL_LIMIT,
        "its limits (" + limits + ") leave no room for one more node",
        "raise the limits of the pool by what one node has, and one more for each at once");
  }

  private Optional<Obstacle> notReady() {
    Condition ready = reading.pool().condition("Ready");
    return ready.isFalse()
        ? Optional.of(
            obstacle(
                Cause.NODE_DOES_NOT_COME,
                "it is not ready to make nodes: " + ready.words(),
                "repair the pool, or its " + reading.pool().classRef()))
        : Optional.empty();
  }

  private Optional<Obstacle> noCapacity() {
    return events.stream()
        .filter(
            event ->
                event.reason().equals("InsufficientCapacityError")
                    || event.reason().equals("NodeClassNotReady"))
        .filter(event -> isGenerated(event.name()))
        .filter(event -> event.last().isAfter(reading.at().minus(NO_CAPACITY_LASTS)))
        .filter(event -> !aNodeCameSince(event))
        .max((a, b) -> a.last().compareTo(b.last()))
        .map(
            event ->
                obstacle(
                    Cause.NODE_DOES_NOT_COME,
                    "a new node could not be launched: " + event.message(),
                    "let the pool have more types, zones or capacity types, or wait"));
  }

  /** Another pool may be called like this one and more; what is generated has no hyphen. */
  private boolean isGenerated(String claim) {
    String prefix = reading.pool().name() + "-";
    return claim.startsWith(prefix) && claim.indexOf('-', prefix.length()) < 0;
  }

  private boolean aNodeCameSince(ProvisionerEvent event) {
    return reading.claims().stream()
        .map(claim -> Condition.of(claim, "Launched"))
        .anyMatch(
            launched ->
                launched.isTrue() && launched.since().filter(event.last()::isBefore).isPresent());
  }

  private Obstacle obstacle(Cause cause, String what, String remedy) {
    return new Obstacle(
        cause,
        BudgetWaits.key(reading),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "NodePool " + reading.pool().name() + ": " + what,
        remedy);
  }
}
