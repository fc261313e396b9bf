package io.evenkeel.simulation.internal.actors;

import io.evenkeel.simulation.SimulatedActor;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An actor that looks at its cluster again and again. */
abstract class Rounds implements SimulatedActor {
  private final List<Runnable> listeners = new ArrayList<>();
  private Duration interval;
  private Optional<Duration> span = Optional.empty();
  private int acts;

  Rounds(Duration interval) {
    this.interval = interval;
  }

  @Override
  public SimulatedActor every(Duration newInterval) {
    interval = newInterval;
    return this;
  }

  @Override
  public SimulatedActor stopsAfter(Duration newSpan) {
    span = Optional.of(newSpan);
    return this;
  }

  @Override
  public SimulatedActor whenItActs(Runnable listener) {
    listeners.add(listener);
    return this;
  }

  @Override
  public int acts() {
    return acts;
  }

  @Override
  public void join(SimulatedCluster cluster, Timeline timeline) {
    Scene scene = new Scene(cluster, timeline);
    begin(scene);
    Optional<Instant> end = span.map(timeline.now()::plus);
    next(scene, end);
  }

  private void next(Scene scene, Optional<Instant> end) {
    scene
        .timeline()
        .schedule(
            interval,
            () -> {
              if (end.isEmpty() || scene.now().isBefore(end.get())) {
                look(scene);
                next(scene, end);
              } else {
                end(scene);
              }
            });
  }

  /** Counts an act of this actor. */
  void acted() {
    acts++;
    listeners.forEach(Runnable::run);
  }

  /** Looks around as it joins. */
  void begin(Scene scene) {}

  abstract void look(Scene scene);

  /** Leaves nothing half done. */
  void end(Scene scene) {}
}
