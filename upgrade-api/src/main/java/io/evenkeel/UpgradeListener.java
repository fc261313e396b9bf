package io.evenkeel;

/**
 * Is told what a run does, one event at a time, on a thread of the library. Overrides what it wants
 * to hear of; a listener that throws is reported once and changes nothing.
 */
public interface UpgradeListener {

  /** Receives every event and passes it on to the method of its kind. */
  default void onEvent(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.RunStarted started) {
      onRunStarted(started);
    } else if (event instanceof UpgradeEvent.Found found) {
      onFound(found);
    } else if (event instanceof UpgradeEvent.TargetPinned pinned) {
      onTargetPinned(pinned);
    } else if (event instanceof UpgradeEvent.PhaseStarted phase) {
      onPhaseStarted(phase);
    } else if (event instanceof UpgradeEvent.Decided decided) {
      onDecided(decided);
    } else if (event instanceof UpgradeEvent.NodeMoved moved) {
      onNodeMoved(moved);
    } else if (event instanceof UpgradeEvent.PodEvicted evicted) {
      onPodEvicted(evicted);
    } else if (event instanceof UpgradeEvent.EvictionRefused refused) {
      onEvictionRefused(refused);
    } else if (event instanceof UpgradeEvent.GroupObserved observed) {
      onGroupObserved(observed);
    } else {
      onOther(event);
    }
  }

  /** Receives the kinds of events that are rare: canary, waiting, updates, given back, ended. */
  default void onOther(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.CanaryJudged judged) {
      onCanaryJudged(judged);
    } else if (event instanceof UpgradeEvent.Waiting waiting) {
      onWaiting(waiting);
    } else if (event instanceof UpgradeEvent.GivenBack givenBack) {
      onGivenBack(givenBack);
    } else if (event instanceof UpgradeEvent.NodeRemoved removed) {
      onNodeRemoved(removed);
    } else if (event instanceof UpgradeEvent.Hindered hindered) {
      onHindered(hindered);
    } else if (event instanceof UpgradeEvent.OthersActed others) {
      onOthersActed(others);
    } else if (event instanceof UpgradeEvent.WriteFailed failed) {
      onWriteFailed(failed);
    } else if (event instanceof UpgradeEvent.ControlPlanePinned pinned) {
      onControlPlanePinned(pinned);
    } else if (event instanceof UpgradeEvent.UpdateStarted started) {
      onUpdateStarted(started);
    } else if (event instanceof UpgradeEvent.UpdateEnded ended) {
      onUpdateEnded(ended);
    } else if (event instanceof UpgradeEvent.RunEnded ended) {
      onRunEnded(ended);
    } else {
      onCheckpoint(event);
    }
  }

  /** Receives what is told between waves and after canaries: gates and approvals. */
  default void onCheckpoint(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.WaveStarted started) {
      onWaveStarted(started);
    } else if (event instanceof UpgradeEvent.GateClosed closed) {
      onGateClosed(closed);
    } else if (event instanceof UpgradeEvent.GatesOpened opened) {
      onGatesOpened(opened);
    } else if (event instanceof UpgradeEvent.ApprovalAwaited awaited) {
      onApprovalAwaited(awaited);
    } else if (event instanceof UpgradeEvent.Approved approved) {
      onApproved(approved);
    }
  }

  default void onRunStarted(UpgradeEvent.RunStarted event) {}

  default void onFound(UpgradeEvent.Found event) {}

  default void onTargetPinned(UpgradeEvent.TargetPinned event) {}

  default void onPhaseStarted(UpgradeEvent.PhaseStarted event) {}

  default void onDecided(UpgradeEvent.Decided event) {}

  default void onNodeMoved(UpgradeEvent.NodeMoved event) {}

  default void onPodEvicted(UpgradeEvent.PodEvicted event) {}

  default void onEvictionRefused(UpgradeEvent.EvictionRefused event) {}

  default void onGroupObserved(UpgradeEvent.GroupObserved event) {}

  default void onCanaryJudged(UpgradeEvent.CanaryJudged event) {}

  default void onControlPlanePinned(UpgradeEvent.ControlPlanePinned event) {}

  default void onUpdateStarted(UpgradeEvent.UpdateStarted event) {}

  default void onUpdateEnded(UpgradeEvent.UpdateEnded event) {}

  default void onWaiting(UpgradeEvent.Waiting event) {}

  default void onHindered(UpgradeEvent.Hindered event) {}

  default void onOthersActed(UpgradeEvent.OthersActed event) {}

  default void onGivenBack(UpgradeEvent.GivenBack event) {}

  default void onNodeRemoved(UpgradeEvent.NodeRemoved event) {}

  default void onWriteFailed(UpgradeEvent.WriteFailed event) {}

  default void onWaveStarted(UpgradeEvent.WaveStarted event) {}

  default void onGateClosed(UpgradeEvent.GateClosed event) {}

  default void onGatesOpened(UpgradeEvent.GatesOpened event) {}

  default void onApprovalAwaited(UpgradeEvent.ApprovalAwaited event) {}

  default void onApproved(UpgradeEvent.Approved event) {}

  default void onRunEnded(UpgradeEvent.RunEnded event) {}
}
