package io.evenkeel.faults;

import io.evenkeel.model.Pod;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.EvictionAnswer;
import java.util.ArrayList;
import java.util.List;

/** The pods whose evictions a cluster has accepted, in their order, whoever asked. */
final class Accepted {
  private final List<Pod> pods = new ArrayList<>();

  private Accepted() {}

  static Accepted in(SimulatedCluster cluster) {
    Accepted accepted = new Accepted();
    cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Evicted evicted
              && evicted.answer() instanceof EvictionAnswer.Accepted) {
            accepted.pods.add(evicted.pod());
          }
        });
    return accepted;
  }

  List<Pod> pods() {
    return List.copyOf(pods);
  }

  List<Pod> ofName(String path) {
    return pods.stream().filter(pod -> pod.key().path().equals(path)).toList();
  }

  /** Returns those of a workload that was made under that name. */
  List<Pod> ofApp(String path) {
    return pods.stream().filter(pod -> pod.key().path().startsWith(path + "-")).toList();
  }
}
