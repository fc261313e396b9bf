package io.evenkeel.simulation;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.internal.Names;
import io.evenkeel.simulation.internal.Seeds;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Scales a Deployment with a load that rises and falls as a seed wants it, as a
 * HorizontalPodAutoscaler does: up at once, down only to the most that the last five minutes asked
 * for. It looks every 30 seconds, for six hours unless told otherwise.
 */
public final class HorizontalScaler implements ClusterActor {
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int LOOKS_REMEMBERED = 10;

  private final String deployment;
  private final int least;
  private final int most;
  private final Seeds chance;
  private Duration span = Duration.ofHours(6);

  private HorizontalScaler(String deployment, int least, int most, long seed) {
    this.deployment = deployment;
    this.least = least;
    this.most = most;
    this.chance = new Seeds(seed).stream("load of " + deployment);
  }

  /** Returns a scaler that keeps the Deployment between these numbers of replicas. */
  public static HorizontalScaler of(String deployment, int least, int most, long seed) {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "a scaler needs 1 <= least <= most, not " + least + " and " + most);
    }
    return new HorizontalScaler(deployment, least, most, seed);
  }

  /** Stops after that long. */
  public HorizontalScaler lasting(Duration newSpan) {
    span = newSpan;
    return this;
  }

  @Override
  public void join(SimulatedCluster cluster, Timeline timeline) {
    Duration end = timeline.elapsed().plus(span);
    look(cluster, timeline, end, new ArrayDeque<>());
  }

  private void look(
      SimulatedCluster cluster, Timeline timeline, Duration end, Deque<Integer> lately) {
    ObjectKey key = Names.key(ObjectKind.DEPLOYMENT, deployment);
    lately.addLast(wanted(timeline.elapsed()));
    if (lately.size() > LOOKS_REMEMBERED) {
      lately.removeFirst();
    }
    int replicas = lately.stream().mapToInt(Integer::intValue).max().orElse(least);
    cluster.workloads().stream()
        .filter(workload -> workload.key().equals(key) && workload.replicas() != replicas)
        .map(Workload::key)
        .forEach(found -> cluster.edit().scale(ObjectKind.DEPLOYMENT, deployment, replicas));
    if (timeline.elapsed().plus(EVERY).compareTo(end) < 0) {
      timeline.schedule(EVERY, () -> look(cluster, timeline, end, lately));
    }
  }

  /** A triangle wave whose period and height change from one swing to the next. */
  private int wanted(Duration now) {
    long period = 600 + Math.floorMod(chance.bits("period"), 1800);
    long swing = now.toSeconds() / period;
    double phase = (now.toSeconds() % period) / (double) period;
    double height = Math.floorMod(chance.bits("height " + swing), 101) / 100.0;
    double load = height * (phase < 0.5 ? 2 * phase : 2 - 2 * phase);
    return least + (int) Math.round((most - least) * load);
  }
}
