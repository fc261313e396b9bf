package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What keeps the pods of a node from leaving.
 *
 * @param obstacles one per pod that is kept, the ones that will not go away by waiting first
 * @param again when something that is still within its usual time may become an obstacle
 */
record Diagnosis(List<Obstacle> obstacles, Optional<Instant> again) {
  /** What usually is over sooner than this is not worth telling. */
  static final Duration USUAL = Duration.ofSeconds(60);

  private static final Comparator<Obstacle> TELLING_FIRST =
      Comparator.comparing((Obstacle o) -> o.cause()).thenComparing(Obstacle::subject);

  Diagnosis {
    obstacles = List.copyOf(obstacles);
  }

  /** Returns what is known already; what still is within its usual time is not told. */
  static Diagnosis of(Node node, Drain drain, RunState run, Instant now) {
    Findings findings = new Findings(now);
    for (Drain.Held held : drain.held()) {
      findings.add(HeldPods.obstacle(held, run));
    }
    for (Pod pod : drain.going()) {
      StoppingPods.judge(pod, node, findings);
    }
    for (Pod pod : drain.movable()) {
      WaitingPods.judge(pod, run, findings);
    }
    return findings.diagnosis();
  }

  /** Collects what stands in the way, and what may do so later. */
  static final class Findings {
    private final Instant now;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private Optional<Instant> again = Optional.empty();

    Findings(Instant now) {
      this.now = now;
    }

    Instant now() {
      return now;
    }

    /** Adds the obstacle, unless it has been found in the way of another pod of the node. */
    void add(Obstacle obstacle) {
      if (obstacles.stream().noneMatch(known -> same(known, obstacle))) {
        obstacles.add(obstacle);
      }
    }

    /** Tells that something is worth another look then. */
    void lookAgain(Instant when) {
      if (when.isAfter(now)) {
        again = Optional.of(again.filter(known -> known.isBefore(when)).orElse(when));
      }
    }

    Diagnosis diagnosis() {
      obstacles.sort(TELLING_FIRST);
      return new Diagnosis(obstacles, again);
    }
  }

  /** Returns whether both stand for one thing that people need to be told of once. */
  static boolean same(Obstacle a, Obstacle b) {
    return a.cause() == b.cause()
        && a.by().equals(b.by())
        && (a.by().isEmpty() ? a.subject().equals(b.subject()) : a.remedy().equals(b.remedy()));
  }

  static boolean same(List<Obstacle> a, List<Obstacle> b) {
    return a.size() == b.size() && a.stream().allMatch(x -> b.stream().anyMatch(y -> same(x, y)));
  }

  /** Returns the obstacles in one sentence, the first of them by name. */
  static String inWords(List<Obstacle> obstacles) {
    if (obstacles.isEmpty()) {
      return "its pods move, and need more time";
    }
    List<String> told = obstacles.stream().map(Obstacle::what).distinct().toList();
    String first = String.join("; ", told.stream().limit(NAMED).toList());
    int more = told.size() - NAMED;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  /** Returns what to do about the obstacles, each remedy once. */
  static String remedy(List<Obstacle> obstacles) {
    return obstacles.isEmpty()
        ? "give drains more time (the drain policy's timeout), then start again"
        : String.join(
            "; ", obstacles.stream().map(Obstacle::remedy).distinct().limit(NAMED).toList());
  }

  private static final int NAMED = 3;
}
