package io.evenkeel.simulation;

import static io.evenkeel.Quantity.nodes;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.Upgrader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TryEngineTest {
  @Test
  void run() {
    for (long seed = 1; seed <= 150; seed++) {
      one(seed, (int) (seed % 3), (int) ((seed / 3) % 4));
    }
  }

  private void one(long seed, int unavailable, int surge) {
    if (unavailable == 0 && surge == 0) {
      return;
    }
    VirtualTimeline timeline = new VirtualTimeline();
    SimulatedCluster cluster = SimulatedCluster.on(timeline, ClusterSettings.seeded(seed));
    SimulatedCloud cloud = SimulatedCloud.on(timeline, seed).joins(cluster.nodeLink());
    int size = 3 + (int) (seed % 5);
    cloud.group("workers", g -> g.size(size).max(size).template("lt-1", "ami-old"));
    cluster.settle();
    cluster
        .deployment("myapp", d -> d.replicas(10))
        .budget("myapp", b -> b.minAvailable("80%"))
        .statefulSet("db", d -> d.replicas(3))
        .budget("db", b -> b.maxUnavailable("1"))
        .deployment("single", d -> d.replicas(1))
        .daemonSet("agent")
        .settle();
    cloud.recommends("1.34", "ami-new");
    Oracle oracle =
        Oracle.watching(cluster, cloud).seed(seed).limits("workers", unavailable, surge);
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(oracle.client())
            .cloudProvider(oracle.provider())
            .nodeGroup("workers", g -> g.maxUnavailable(nodes(unavailable)).maxSurge(nodes(surge)))
            .build();
    List<String> log = new ArrayList<>();
    UpgradeListener listener =
        new UpgradeListener() {
          @Override
          public void onEvent(UpgradeEvent event) {
            log.add(event.toString());
          }
        };
    try (Upgrader upgrader = Upgrader.on(timeline)) {
      var started = upgrader.start(plan, listener);
      var end = started.outcome().toCompletableFuture();
      if (!timeline.runUntil(end::isDone, java.time.Duration.ofHours(4))) {
        System.out.println(
            "seed "
                + seed
                + " size "
                + size
                + " U"
                + unavailable
                + " S"
                + surge
                + ": does not end");
        log.stream()
            .skip(Math.max(0, log.size() - 15))
            .forEach(l -> System.out.println("        " + l));
        oracle.violations().stream().limit(5).forEach(v -> System.out.println("    " + v));
        return;
      }
      UpgradeOutcome outcome = end.join();
      oracle.ended(outcome);
      String verdict = outcome.getClass().getSimpleName();
      if (outcome instanceof UpgradeOutcome.Failed failed) {
        verdict += " " + failed.reason() + " " + failed.message();
      }
      System.out.println(
          "seed "
              + seed
              + " size "
              + size
              + " U"
              + unavailable
              + " S"
              + surge
              + ": "
              + verdict
              + " took "
              + outcome.summary().took()
              + " evictions "
              + oracle.evictions()
              + " relandings "
              + oracle.relandings());
      oracle.violations().forEach(v -> System.out.println("    " + v));
      if (!oracle.violations().isEmpty() && seed < 6) {
        log.forEach(l -> System.out.println("        " + l));
      }
    } catch (RuntimeException e) {
      System.out.println("seed " + seed + " threw " + e);
      log.stream()
          .skip(Math.max(0, log.size() - 10))
          .forEach(l -> System.out.println("        " + l));
    }
  }
}
