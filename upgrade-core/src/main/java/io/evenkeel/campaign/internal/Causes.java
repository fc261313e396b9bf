package io.evenkeel.campaign.internal;

import static io.evenkeel.campaign.internal.ObstacleTruth.unless;

import io.evenkeel.HinderedNode;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeOutcome.Failed;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the cause that a run names for its halt is true, by what a witness has seen of the world:
 * every reason, and every obstacle that is named with it, has to be borne out.
 */
final class Causes {
  private static final Pattern NODE =
      Pattern.compile("node (\\S+) (?:could not be drained in time|is empty, and its)");
  private static final Pattern NO_ROOM =
      Pattern.compile("pod (\\S+)/(\\S+) of node \\S+ finds no room");
  private static final Pattern GROUP = Pattern.compile("node group ([^\\s:]+)");

  /** What is Ready within that time after it was made is not what a canary fails for. */
  private static final Duration SOON = Duration.ofMinutes(10);

  /** How much earlier a drain may seem to have begun to the run than to the world. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** What fails for a shorter time is no reason to give up. */
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  /** Faults that are somebody else's doing. */
  private static final Set<Fault> OTHERS =
      EnumSet.of(
          Fault.DESIRED_CHANGED_BY_OTHERS,
          Fault.WRONG_INSTANCE_SCALED_IN,
          Fault.ZONE_REBALANCING,
          Fault.GROUP_OR_TEMPLATE_DELETED,
          Fault.OPERATOR_TERMINATES,
          Fault.NODE_UNCORDONED_BY_OTHERS,
          Fault.NODE_IDENTITY_REUSED,
          Fault.TWO_ROLLERS,
          Fault.AUTOSCALER_AT_WORK,
          Fault.OPERATOR_ACTS);

  /** Faults by which a cluster is not seen, whatever calls are served. */
  private static final Set<Fault> BLIND =
      EnumSet.of(
          Fault.API_SERVER_FAILOVER,
          Fault.API_PARTITION,
          Fault.WATCH_UNFAITHFUL,
          Fault.EVICTION_ANSWERS_UNCLEAR);

  /** Faults by which what was pinned as the target is no more. */
  private static final Set<Fault> TARGET_CHANGES =
      EnumSet.of(Fault.GROUP_OR_TEMPLATE_DELETED, Fault.MIXED_GROUP);

  private final CampaignPlan plan;
  private final Scenario scenario;
  private final Witness witness;
  private final RoomWitness room;

  Causes(CampaignPlan plan, Scenario scenario, Witness witness, RoomWitness room) {
    this.plan = plan;
    this.scenario = scenario;
    this.witness = witness;
    this.room = room;
  }

  /** Returns what is untrue about the cause, after those faults; empty where it is true. */
  Optional<String> untrue(Failed failed, Set<Fault> struck) {
    return reason(failed, struck)
        .or(() -> obstacles(failed, struck))
        .map(
            what ->
                "I9: the run halted for "
                    + failed.reason()
                    + ", but "
                    + what
                    + ": "
                    + failed.message());
  }

  private Optional<String> reason(Failed failed, Set<Fault> struck) {
    Optional<PoolTruth> pool =
        scenario.world().pool().map(shape -> new PoolTruth(shape, plan, struck));
    if (pool.isPresent() && PoolTruth.JUDGES.contains(failed.reason())) {
      return pool.get().untrue(failed);
    }
    return switch (failed.reason()) {
      case INTERNAL -> Optional.of("the engine failed");
      case PREFLIGHT -> new PreflightTruth(witness, struck, scenario).untrue(failed.findings());
      case LEASE_LOST, ANOTHER_RUN ->
          unless(
              witness.holders() > 1
                  || struck.contains(Fault.OPERATOR_ACTS)
                  || struck.contains(Fault.CLOCK_SKEW_OR_PAUSE)
                  || witness.calls().longestOutage().compareTo(OUTAGE) >= 0,
              "nobody else ever held the lease, and it could be renewed");
      case DENIED -> unless(witness.calls().anyDenied(), "nothing was ever denied");
      case UNREACHABLE ->
          unless(
              witness.calls().longestOutage().compareTo(OUTAGE) >= 0
                  || (witness.calls().anyRefused()
                      && struck.contains(Fault.GROUP_OR_TEMPLATE_DELETED))
                  || any(BLIND, struck),
              "no call failed for long, and the cluster could be seen");
      case PLUG_IN -> plugIn(struck);
      case CANARY_FAILED -> canary(failed, struck);
      case NO_CAPACITY -> capacity(failed, struck);
      case DRAIN_STUCK -> stuck(failed);
      case INTERFERENCE ->
          unless(
              witness.openedByOthers() || any(OTHERS, struck),
              "nobody else has changed anything that the run relies on");
      case GATE_CLOSED ->
          plan.asksGates()
              ? new GateTruth(witness).untrue(failed.message())
              : Optional.of("the plan has no gate");
      case NOT_APPROVED -> Optional.of("the plan asks for no approval");
      case ROLLOUT_FAILED -> Optional.of("nobody else rolls anything out");
    };
  }

  private static boolean any(Set<Fault> some, Set<Fault> struck) {
    return struck.stream().anyMatch(some::contains);
  }

  /** What confirms a change and does not make it breaks its contract as well. */
  private Optional<String> plugIn(Set<Fault> struck) {
    return unless(
        !plan.keepsContracts()
            || witness.calls().anyBroken()
            || struck.contains(Fault.CLOUD_EFFECT_MISSING)
            || (witness.calls().anyRefused() && any(TARGET_CHANGES, struck)),
        "every plug-in has kept to its contract");
  }

  private boolean troubled(Failed failed) {
    Matcher group = GROUP.matcher(failed.message());
    return !group.find() || witness.cloudTroubled(group.group(1));
  }

  /** A policy that keeps to no contract may hold the pods that are to prove the canary. */
  private Optional<String> canary(Failed failed, Set<Fault> struck) {
    return unless(
        troubled(failed)
            || !plan.keepsContracts()
            || struck.contains(Fault.NODE_READY_BUT_UNUSABLE)
            || witness.anyNodeAiled(SOON)
            || witness.longestUnready().compareTo(SOON) >= 0,
        "no instance was lost, every node became Ready, and every pod within " + SOON);
  }

  /** No capacity: launches failed, nodes do not come up, or what is left finds no room. */
  private Optional<String> capacity(Failed failed, Set<Fault> struck) {
    boolean noRoom =
        named(failed)
            .anyMatch(
                o ->
                    o.cause() == Obstacle.Cause.NO_ROOM
                        || o.cause() == Obstacle.Cause.NO_NODE_TO_SPARE);
    return unless(
        troubled(failed)
            || witness.anyNodeAiled(SOON)
            || witness.longestUnready().compareTo(SOON) >= 0
            || witness.calls().longestOutage().compareTo(OUTAGE) >= 0
            || struck.contains(Fault.CLOUD_EFFECT_MISSING)
            || any(OTHERS, struck)
            || struck.contains(Fault.NODE_READY_BUT_UNUSABLE)
            || noRoom
            || findsNoRoom(failed),
        "every launch worked, every node became Ready, and no pod is named that finds no room");
  }

  /** Before a drain has begun there is no obstacle: the pod stands in the message alone. */
  private boolean findsNoRoom(Failed failed) {
    Matcher pod = NO_ROOM.matcher(failed.message());
    return pod.find()
        && room.contradiction(new ObjectKey(ObjectKind.POD, pod.group(1), pod.group(2))).isEmpty();
  }

  private Optional<String> stuck(Failed failed) {
    Matcher named = NODE.matcher(failed.message());
    if (!named.find()) {
      return Optional.of("it does not name the node");
    }
    String node = named.group(1);
    Optional<Duration> patience =
        scenario.world().groups().stream()
            .flatMap(group -> plan.patience(group.name()).stream())
            .min(Duration::compareTo);
    Duration drained = witness.drained(node).plus(SLACK);
    return patience
        .filter(most -> drained.compareTo(most) < 0)
        .map(most -> "node " + node + " was drained for " + drained + ", and may take " + most);
  }

  private Optional<String> obstacles(Failed failed, Set<Fault> struck) {
    ObstacleTruth truth = new ObstacleTruth(witness, room, plan, scenario, struck);
    return named(failed).flatMap(obstacle -> truth.untrue(obstacle).stream()).findFirst();
  }

  private static Stream<Obstacle> named(Failed failed) {
    return failed.summary().groups().stream()
        .flatMap(group -> group.hindered().stream())
        .map(HinderedNode::obstacles)
        .flatMap(List::stream);
  }
}
