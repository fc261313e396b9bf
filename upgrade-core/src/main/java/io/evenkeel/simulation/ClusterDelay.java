package io.evenkeel.simulation;

import java.time.Duration;

/** What takes time in a simulated cluster, with how long it takes unless told otherwise. */
public enum ClusterDelay {
  /** One way of a call to the API server: 2 to 8 ms. */
  CALL(DurationRange.millis(2, 8)),
  /** From a change until a watcher is told: 5 to 50 ms. */
  WATCH(DurationRange.millis(5, 50)),
  /** From a change until a controller reacts: 10 to 100 ms. */
  CONTROLLER(DurationRange.millis(10, 100)),
  /** From a change until the disruption controller has written a budget's status: 20 to 200 ms. */
  BUDGET(DurationRange.millis(20, 200)),
  /** From one pod's placement to the next: 3 ms. */
  SCHEDULING(DurationRange.exactly(Duration.ofMillis(3))),
  /** From a machine that has booted until its node is registered: 5 to 10 s. */
  REGISTER(DurationRange.seconds(5, 10)),
  /** From a registered node until it is Ready: 5 to 10 s. */
  BECOME_READY(DurationRange.seconds(5, 10)),
  /** From a machine that is gone until its node is NotReady: 40 to 45 s. */
  NOTICE(DurationRange.seconds(40, 45)),
  /** From a NotReady node without a machine until it is deleted, then its pods: 1 to 5 s. */
  CLEANUP(DurationRange.seconds(1, 5)),
  /** Attaching or detaching a volume: 2 to 5 s. */
  ATTACH(DurationRange.seconds(2, 5)),
  /** Until a volume is detached by force from a node that does not confirm it: 6 minutes. */
  FORCE_DETACH(DurationRange.exactly(Duration.ofMinutes(6))),
  /** From a node's change until load balancers have it, or have it no more: 1 to 5 s. */
  LOAD_BALANCER(DurationRange.seconds(1, 5)),
  /** How long a load balancer lets connections to a node end that it has let go: 5 minutes. */
  DEREGISTRATION(DurationRange.exactly(Duration.ofMinutes(5)));

  private final DurationRange usual;

  ClusterDelay(DurationRange usual) {
    this.usual = usual;
  }

  /** Returns how long it takes unless told otherwise. */
  public DurationRange usual() {
    return usual;
  }
}
