package io.evenkeel.campaign.internal;

import static io.evenkeel.campaign.Fault.BUDGET_STATUS_STALE;
import static io.evenkeel.campaign.Fault.EVICTION_ANSWERS_UNCLEAR;
import static io.evenkeel.campaign.Fault.EVICTION_WEBHOOK;
import static io.evenkeel.campaign.Fault.PODS_OUT_OF_THE_ORDINARY;

import io.evenkeel.Obstacle;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whether what a run says of an obstacle is true, by what a witness has seen of the world. */
final class ObstacleTruth {
  /** What a pod needs to stop or to start is no obstacle before it has lasted for so long. */
  private static final Duration NOTICEABLE = Duration.ofSeconds(10);

  /** A new node that becomes Ready sooner does not ail. */
  private static final Duration AILING = Duration.ofMinutes(10);

  private final Witness witness;
  private final RoomWitness room;
  private final boolean keepsContracts;
  private final Optional<PoolTruth> pool;
  private final Set<Fault> struck;

  ObstacleTruth(
      Witness witness, RoomWitness room, CampaignPlan plan, Scenario scenario, Set<Fault> struck) {
    this.witness = witness;
    this.room = room;
    this.keepsContracts = plan.keepsContracts();
    this.pool = scenario.world().pool().map(shape -> new PoolTruth(shape, plan, struck));
    this.struck = struck;
  }

  /** Returns what is untrue about it; empty where it is true. */
  Optional<String> untrue(Obstacle obstacle) {
    return complaint(obstacle).map(what -> what + " (" + obstacle.what() + ")");
  }

  private Optional<String> complaint(Obstacle obstacle) {
    return switch (obstacle.cause()) {
      case BUDGET_NEVER_ALLOWS, BUDGET_WAITS_FOR_POD, BUDGET_LACKS_PODS, BUDGET_NOT_OBSERVED ->
          budget(obstacle);
      case SEVERAL_BUDGETS ->
          unless(
              of(obstacle, file -> witness.budgetsOver(file.pod()) > 1),
              "never more than one budget covered that pod");
      case FINALIZER -> unless(of(obstacle, PodFile::hadFinalizers), "it never had a finalizer");
      case ADMISSION -> unless(struck.contains(EVICTION_WEBHOOK), "no webhook denied an eviction");
      case REFUSED ->
          unless(
              witness.calls().anyDenied()
                  || witness.calls().longestOutage().compareTo(Duration.ZERO) > 0
                  || struck.contains(EVICTION_ANSWERS_UNCLEAR)
                  || struck.contains(EVICTION_WEBHOOK),
              "every call was served");
      case NO_ROOM -> room.contradiction(obstacle.subject());
      case NO_NODE_TO_SPARE -> unless(witness.anyNodeAiled(AILING) || someIsMissing(), FULL);
      case DO_NOT_DISRUPT ->
          unless(
              of(obstacle, PodFile::wasMarked) || isNodeOfPool(obstacle),
              "it carries no such mark");
      case RETURNS_TO_NODE ->
          unless(of(obstacle, PodFile::toleratesClosing), "it does not tolerate a closed node");
      case NODE_NOT_READY -> nodeNotReady(obstacle);
      case STOPS_SLOWLY, DOES_NOT_STOP -> stops(obstacle);
      case VOLUME_ATTACHED ->
          unless(witness.hadVolumes(obstacle.subject().name()), "no volume was attached there");
      case POOL_BUDGET_CLOSED,
          POOL_BUDGET_NEVER_OPENS,
          POOL_LIMIT,
          NODE_DOES_NOT_COME,
          PROVISIONER_WAITS ->
          pool.map(truth -> truth.untrue(obstacle))
              .orElse(Optional.of("there is no provisioner in this world"));
      case TARGET_GROUP -> Optional.of("target groups let go within their delay");
      case POLICY_HOLDS ->
          unless(
              !keepsContracts || struck.contains(PODS_OUT_OF_THE_ORDINARY),
              "its policy moves every pod");
      case POLICY_FAILS -> unless(!keepsContracts, "its policy keeps to its contract");
    };
  }

  private static final String FULL = "every node was Ready, and nobody closed one";

  /** The run itself holds nodes of pools by that mark, and others may have taken ours off it. */
  private boolean isNodeOfPool(Obstacle obstacle) {
    return pool.isPresent() && obstacle.subject().kind() == ObjectKind.NODE;
  }

  private boolean someIsMissing() {
    return witness.closedByOthers() || witness.anyTrouble();
  }

  private Optional<String> budget(Obstacle obstacle) {
    Optional<ObjectKey> budget =
        obstacle.by().stream().filter(key -> key.kind() == ObjectKind.BUDGET).findFirst();
    if (budget.isPresent() && witness.budget(budget.get()).isEmpty()) {
      return Optional.of("there never was such a budget");
    }
    if (obstacle.cause() == Obstacle.Cause.BUDGET_NOT_OBSERVED) {
      return unless(
          struck.contains(BUDGET_STATUS_STALE) || budget.filter(witness::wasUnobserved).isPresent(),
          "its status was never behind");
    }
    if (obstacle.cause() == Obstacle.Cause.BUDGET_NEVER_ALLOWS && budget.isPresent()) {
      return unless(
          struck.contains(BUDGET_STATUS_STALE)
              || witness.budgetsThatKeptAll().anyMatch(budget.get()::equals),
          "it never kept all of its pods");
    }
    boolean none =
        budget.isEmpty()
            || obstacle.by().stream().anyMatch(this::isOutOfReach)
            || witness.hadNoSlots(budget.get())
            || struck.contains(BUDGET_STATUS_STALE);
    return unless(none, "it allowed a pod to be down at all times").or(() -> culprit(obstacle));
  }

  /** The pod that is waited for was not Ready, or was on its way out, for a while. */
  private Optional<String> culprit(Obstacle obstacle) {
    return obstacle.by().stream()
        .filter(key -> key.kind() == ObjectKind.POD)
        .filter(key -> !everUnready(key))
        .map(key -> "pod " + key.path() + " was Ready all the time")
        .findFirst();
  }

  private boolean everUnready(ObjectKey pod) {
    return witness.pod(pod).filter(file -> !file.longestUnready(witness.now()).isZero()).isPresent()
        || isOutOfReach(pod);
  }

  /** A pod that load balancers do not reach any more counts as down, whatever its budget shows. */
  private boolean isOutOfReach(ObjectKey pod) {
    return witness
        .pod(pod)
        .flatMap(file -> file.pod().nodeName())
        .filter(witness::wasOutOfReach)
        .isPresent();
  }

  private Optional<Duration> lasted(
      ObjectKey pod, java.util.function.Function<PodFile, Duration> time) {
    return witness.pod(pod).map(time).filter(d -> d.compareTo(NOTICEABLE) >= 0);
  }

  private Optional<String> stops(Obstacle obstacle) {
    return unless(
        lasted(obstacle.subject(), file -> file.longestTerminating(witness.now())).isPresent(),
        "that pod was not asked to stop, or stopped at once");
  }

  private Optional<String> nodeNotReady(Obstacle obstacle) {
    Set<String> nodes =
        obstacle.subject().kind() == ObjectKind.NODE
            ? Set.of(obstacle.subject().name())
            : witness.pod(obstacle.subject()).map(PodFile::nodes).orElse(Set.of());
    return unless(
        nodes.stream().anyMatch(witness::lostReadiness), "its node was Ready at all times");
  }

  private boolean of(Obstacle obstacle, Predicate<PodFile> so) {
    return witness.pod(obstacle.subject()).filter(so).isPresent();
  }

  static Optional<String> unless(boolean so, String complaint) {
    return so ? Optional.empty() : Optional.of(complaint);
  }
}
