package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;

/**
 * An API server with few seats, and other clients that call it in rushes.
 *
 * @param seats how many calls are served at once
 * @param lineOf how many calls of one client may wait
 * @param patience how many seconds one waits
 * @param rushes how often the others come, within the first half hour
 * @param callsPerSecond how often they call then
 */
record CrowdShape(int seats, int lineOf, int patience, int rushes, int callsPerSecond) {

  void joins(SimulatedCluster cluster, VirtualTimeline time, Dice dice) {
    cluster.faults().seats(seats, lineOf, Duration.ofSeconds(patience));
    for (int i = 0; i < rushes; i++) {
      Duration span = dice.seconds(5, 60);
      var unused =
          time.schedule(dice.seconds(0, 1800), () -> cluster.faults().crowd(span, callsPerSecond));
    }
  }

  @Override
  public String toString() {
    return "%s seats at the API server, lines of %s for %s s, %s rushes of %s calls a second"
        .formatted(seats, lineOf, patience, rushes, callsPerSecond);
  }
}
