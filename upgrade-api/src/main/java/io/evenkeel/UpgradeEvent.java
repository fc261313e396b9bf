package io.evenkeel;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.spi.Finding;
import java.time.Instant;
import java.util.List;

/** Something that a run did, saw or decided; every event tells when. */
public sealed interface UpgradeEvent {

  Instant at();

  /** The run holds the lease; {@code resumed} tells whether it continues an earlier process. */
  record RunStarted(Instant at, String runId, Beginning beginning) implements UpgradeEvent {}

  /** Whether a run is new. */
  enum Beginning {
    NEW,
    RESUMED
  }

  /** A look before the first write found something. */
  record Found(Instant at, Finding finding) implements UpgradeEvent {}

  /** What the nodes of the group will become has been pinned. */
  record TargetPinned(Instant at, String group, String description, int outdated, int total)
      implements UpgradeEvent {}

  /**
   * It has been pinned which versions the control plane goes through.
   *
   * @param version the version now
   * @param way the versions after it, one by one; none where only add-ons may change
   */
  record ControlPlanePinned(Instant at, String version, List<String> way) implements UpgradeEvent {}

  record PhaseStarted(Instant at, String group, Phase phase) implements UpgradeEvent {}

  /** The planner decided on a step: what, on which object, and why. */
  record Decided(Instant at, String subject, String step, String because) implements UpgradeEvent {}

  record NodeMoved(Instant at, String group, String node, NodeStage from, NodeStage to)
      implements UpgradeEvent {}

  /** An eviction or deletion was accepted. */
  record PodEvicted(Instant at, ObjectKey pod, String node, String budget)
      implements UpgradeEvent {}

  /** An eviction was not accepted; it will be tried again when that may change. */
  record EvictionRefused(Instant at, ObjectKey pod, String node, String by, String because)
      implements UpgradeEvent {}

  /** The sizes of a group as last observed. */
  record GroupObserved(Instant at, String group, int desired, int max, int present, int outdated)
      implements UpgradeEvent {}

  record CanaryJudged(
      Instant at, String group, String instance, CanaryVerdict verdict, String because)
      implements UpgradeEvent {}

  /** How a canary did. */
  enum CanaryVerdict {
    PASSED,
    FAILED
  }

  /** The groups of a wave are worked on from now; told where a plan has several waves. */
  record WaveStarted(Instant at, String wave, List<String> groups) implements UpgradeEvent {
    public WaveStarted {
      groups = List.copyOf(groups);
    }
  }

  /** A gate does not let the run go on for now; told again when its reason is another one. */
  record GateClosed(Instant at, Checkpoint checkpoint, String gate, String because)
      implements UpgradeEvent {}

  /** All that is asked at a checkpoint lets the run go on. */
  record GatesOpened(Instant at, Checkpoint checkpoint) implements UpgradeEvent {}

  /** A wave begins once somebody approves it. */
  record ApprovalAwaited(Instant at, String wave) implements UpgradeEvent {}

  /** Somebody has approved a wave. */
  record Approved(Instant at, String wave, String by) implements UpgradeEvent {}

  /**
   * What keeps a node from being drained has become known, or has changed; told once each time.
   *
   * @param obstacles none where nothing stands in its way any more
   */
  record Hindered(Instant at, String group, String node, List<Obstacle> obstacles)
      implements UpgradeEvent {
    public Hindered {
      obstacles = List.copyOf(obstacles);
    }
  }

  /**
   * Somebody else has undone or changed something that the run relies on.
   *
   * @param what what they did
   * @param consequence what the run does about it; it never does the same again and again
   */
  record OthersActed(Instant at, String group, String subject, String what, String consequence)
      implements UpgradeEvent {}

  /**
   * The cloud changes the control plane or an add-on from now on, or is found to do so already.
   *
   * @param update what the cloud calls it
   */
  record UpdateStarted(Instant at, String subject, String what, String update, UpdateOrigin origin)
      implements UpgradeEvent {}

  /** Who has asked for a change of the control plane or of an add-on. */
  enum UpdateOrigin {
    /** This process. */
    ASKED_FOR,
    /** Somebody else, or a process of the run that is no more. */
    FOUND_UNDER_WAY
  }

  /** A change of the control plane or of an add-on is over, for good or bad. */
  record UpdateEnded(Instant at, String subject, String what, String update, UpdateResult result)
      implements UpgradeEvent {}

  /** How a change of the control plane or of an add-on has ended. */
  enum UpdateResult {
    SUCCEEDED,
    FAILED
  }

  /** Nothing moves for now, and why. */
  record Waiting(Instant at, String subject, String because) implements UpgradeEvent {}

  /** Something that was borrowed or changed is as before. */
  record GivenBack(Instant at, String group, String what) implements UpgradeEvent {}

  /** A node that nobody needed is gone, and nothing comes for it. */
  record NodeRemoved(Instant at, String group, RemovedNode node) implements UpgradeEvent {}

  /** A write did not work; the world is observed and decided again. */
  record WriteFailed(Instant at, String subject, String step, String because)
      implements UpgradeEvent {}

  record RunPaused(Instant at) implements UpgradeEvent {}

  record RunResumed(Instant at) implements UpgradeEvent {}

  record RunEnded(Instant at, UpgradeOutcome outcome) implements UpgradeEvent {}
}
