package io.evenkeel.simulation;

import java.time.Duration;

/**
 * Somebody else at work in a simulated cluster who looks at it again and again; see {@link Actors}.
 * Say how before it joins.
 */
public interface SimulatedActor extends ClusterActor {

  /** Looks that often; each actor has an interval of its own otherwise. */
  SimulatedActor every(Duration interval);

  /** Stops acting that long after it has joined; it never stops otherwise. */
  SimulatedActor stopsAfter(Duration span);

  /** Calls that with each act, at the moment of the act. */
  SimulatedActor whenItActs(Runnable listener);

  /** Returns how often it has changed something. */
  int acts();
}
