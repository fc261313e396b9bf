package io.evenkeel.campaign.internal;

import io.evenkeel.HinderedNode;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeOutcome.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the cause that a run names for its halt is true, by what a witness has seen of the world.
 * A cause is called untrue only where the world contradicts it.
 */
final class Causes {
  private static final Pattern NODE = Pattern.compile("node (\\S+) could not be drained in time");
  private static final Pattern GROUP = Pattern.compile("node group ([^\\s:]+)");

  /** What is Ready within that time after it was made is not what a canary fails for. */
  private static final Duration SOON = Duration.ofMinutes(10);

  /** How much earlier a drain may seem to have begun to the run than to the world. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final CampaignPlan plan;
  private final Scenario scenario;
  private final Witness witness;

  Causes(CampaignPlan plan, Scenario scenario, Witness witness) {
    this.plan = plan;
    this.scenario = scenario;
    this.witness = witness;
  }

  /** Returns what is untrue about the cause; empty where it is true. */
  Optional<String> untrue(Failed failed) {
    boolean calm = scenario.faults().isEmpty();
    Optional<String> complaint =
        switch (failed.reason()) {
          case INTERNAL -> Optional.of("the engine failed");
          case PREFLIGHT -> unless(!failed.findings().isEmpty(), "nothing was found");
          case LEASE_LOST, ANOTHER_RUN ->
              unless(!calm || witness.holders() > 1, "nobody else ever held the lease");
          case DENIED, UNREACHABLE ->
              unless(!calm, "nothing was ever denied, and every call was served");
          case PLUG_IN ->
              unless(!calm || !plan.keepsContracts(), "every plug-in has kept to its contract");
          case CANARY_FAILED -> canary(failed);
          case NO_CAPACITY -> capacity(failed);
          case DRAIN_STUCK -> stuck(failed);
          default -> Optional.empty();
        };
    return complaint.map(
        what ->
            "I9: the run halted for "
                + failed.reason()
                + ", but "
                + what
                + ": "
                + failed.message());
  }

  private static Optional<String> unless(boolean so, String complaint) {
    return so ? Optional.empty() : Optional.of(complaint);
  }

  private boolean troubled(Failed failed) {
    Matcher group = GROUP.matcher(failed.message());
    return !group.find() || witness.cloudTroubled(group.group(1));
  }

  private Optional<String> canary(Failed failed) {
    return unless(
        troubled(failed)
            || witness.anyNodeNotReady()
            || witness.longestUnready().compareTo(SOON) >= 0,
        "no instance was lost, every node became Ready, and every pod within " + SOON);
  }

  /** No capacity: launches failed, nodes do not come up, or what is left finds no room. */
  private Optional<String> capacity(Failed failed) {
    boolean noRoom =
        obstacles(failed)
            .anyMatch(
                o ->
                    o.cause() == Obstacle.Cause.NO_ROOM
                        || o.cause() == Obstacle.Cause.NO_NODE_TO_SPARE);
    return unless(
        troubled(failed) || witness.anyNodeNotReady() || noRoom,
        "every launch worked, every node became Ready, and no pod is named that finds no room");
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
        .map(most -> "node " + node + " was drained for " + drained + ", and may take " + most)
        .or(() -> obstacles(failed).flatMap(o -> untrue(o, node).stream()).findFirst());
  }

  private Optional<String> untrue(Obstacle obstacle, String node) {
    boolean calm = scenario.faults().isEmpty();
    return switch (obstacle.cause()) {
      case POLICY_HOLDS, POLICY_FAILS ->
          unless(
              !calm || !plan.keepsContracts(),
              "its policy moves every pod (" + obstacle.what() + ")");
      case NODE_NOT_READY -> unless(witness.anyNodeNotReady(), "every node was Ready at all times");
      case FINALIZER, ADMISSION, DOES_NOT_STOP ->
          unless(!calm, "nothing keeps pods from going (" + obstacle.what() + ")");
      default -> Optional.empty();
    };
  }

  private static Stream<Obstacle> obstacles(Failed failed) {
    return failed.summary().groups().stream()
        .flatMap(group -> group.hindered().stream())
        .map(HinderedNode::obstacles)
        .flatMap(List::stream);
  }
}
