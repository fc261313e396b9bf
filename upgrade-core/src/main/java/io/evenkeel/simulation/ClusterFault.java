package io.evenkeel.simulation;

import java.time.Duration;

/** What happens to a call on its way to a simulated cluster's API server, or back. */
public sealed interface ClusterFault {

  /** The API server is busy; nothing is done. */
  record Throttle(Duration retryAfter) implements ClusterFault {}

  /** Somebody else was faster each time the API server tried; nothing is done. */
  record Conflict() implements ClusterFault {}

  /** An admission webhook says no, or one that evictions need cannot be asked; nothing is done. */
  record Deny(String because) implements ClusterFault {}

  /** The API server fails; nothing is done, but the caller cannot know. */
  record Fail(String because) implements ClusterFault {}

  /** The request is lost on its way: nothing is done, and the caller cannot know. */
  record LoseRequest() implements ClusterFault {}

  /** The request is served, but the answer is lost: the caller cannot know. */
  record LoseAnswer() implements ClusterFault {}

  /** The request is served, and no answer ever comes. */
  record NeverAnswer() implements ClusterFault {}

  /** The request arrives that much later than usual, and is served then. */
  record Late(Duration by) implements ClusterFault {}
}
