package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node of a group that somebody else rolls out.
 *
 * @param pods how many pods it held when it was last open
 * @param obstacles what keeps its pods from leaving
 * @param unused why nobody needs it, where it goes for that
 * @param again when something may become an obstacle
 */
public record RolledNode(
    String name,
    NodeStage stage,
    int pods,
    List<Obstacle> obstacles,
    Optional<String> unused,
    Optional<Instant> again) {

  public static RolledNode seen(String name, NodeStage stage, int pods) {
    return new RolledNode(name, stage, pods, List.of(), Optional.empty(), Optional.empty());
  }

  public RolledNode at(NodeStage newStage, int newPods) {
    return new RolledNode(name, newStage, newPods, obstacles, unused, again);
  }

  public RolledNode hinderedBy(List<Obstacle> found, Optional<Instant> lookAgain) {
    return new RolledNode(name, stage, pods, List.copyOf(found), unused, lookAgain);
  }

  public RolledNode notNeeded(Optional<String> because) {
    return new RolledNode(name, stage, pods, obstacles, because, again);
  }

  /** Returns whether it is still to be replaced; for what nobody needs nothing comes. */
  public boolean outdated() {
    return unused.isEmpty()
        && switch (stage) {
          case OUTDATED, CLOSING, DRAINING, BLOCKED, EMPTY -> true;
          default -> false;
        };
  }

  /** Returns whether the cloud is seen to be at work on it. */
  public boolean underWay() {
    return outdated() && stage != NodeStage.OUTDATED;
  }
}
