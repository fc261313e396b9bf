package io.evenkeel;

import java.time.Duration;
import java.util.List;

/**
 * What is asked at every checkpoint of a plan.
 *
 * @param gates the gates; none, unless the plan names some
 * @param patience how long a checkpoint may stay closed before the run fails
 */
public record Gates(List<NamedGate> gates, Duration patience) {

  public Gates {
    gates = List.copyOf(gates);
  }
}
