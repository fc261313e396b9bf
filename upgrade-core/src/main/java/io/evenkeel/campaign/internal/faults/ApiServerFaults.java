package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.simulation.ClusterFaults;
import io.evenkeel.simulation.WatchDisorder;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Faults 31 and 41 to 43: the API server and its watches. */
final class ApiServerFaults {
  private static final List<ObjectKind> WATCHED =
      List.of(ObjectKind.NODE, ObjectKind.POD, ObjectKind.BUDGET, ObjectKind.REPLICA_SET);

  private ApiServerFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.EVICTION_ANSWERS_UNCLEAR, ApiServerFaults::evictionsMeetAnything);
    injectors.put(Fault.API_SERVER_FAILOVER, ApiServerFaults::theServerFailsOver);
    injectors.put(Fault.API_PARTITION, ApiServerFaults::halfOfItPasses);
    injectors.put(Fault.WATCH_UNFAITHFUL, ApiServerFaults::watchesLie);
    return injectors;
  }

  private static void evictionsMeetAnything(FaultScene scene) {
    int spells = scene.dice().between(2, 5);
    for (int i = 0; i < spells; i++) {
      ClusterFault fault =
          switch (scene.dice().between(0, 4)) {
            case 0 -> new ClusterFault.Throttle(scene.dice().seconds(0, 10));
            case 1 -> new ClusterFault.Conflict();
            case 2 -> new ClusterFault.LoseAnswer();
            case 3 -> new ClusterFault.NeverAnswer();
            default -> new ClusterFault.Late(scene.dice().seconds(1, 15));
          };
      Duration span = scene.dice().seconds(1, 90);
      scene.soon(() -> scene.meets(span, ApiServerFaults::takesPods, fault));
    }
  }

  private static boolean takesPods(Permission call) {
    return call.resource().equals("pods/eviction") || call.resource().equals("pods");
  }

  private static void theServerFailsOver(FaultScene scene) {
    int times = scene.dice().between(1, 3);
    for (int i = 0; i < times; i++) {
      Duration away = scene.dice().seconds(1, 15);
      Duration listing = scene.dice().seconds(0, 30);
      onceItRuns(
          scene,
          () -> {
            scene.cluster().faults().restartApiServer(away);
            scene.struck();
            scene.at(
                away,
                () ->
                    scene
                        .cluster()
                        .faults()
                        .during(
                            Duration.ofSeconds(10),
                            call -> call.verb().equals("list"),
                            new ClusterFault.Late(listing)));
          });
    }
  }

  /** A run that cannot even be started is no run; what is shorter than its lease it survives. */
  private static void onceItRuns(FaultScene scene, Runnable act) {
    scene.soon(() -> scene.at(Duration.ofSeconds(5), act));
  }

  static void halfOfItPasses(FaultScene scene) {
    Duration span = scene.dice().seconds(5, 300);
    int how = scene.dice().between(0, 3);
    onceItRuns(
        scene,
        () -> {
          switch (how) {
            case 0 -> scene.meets(span, ClusterFaults.writes(), new ClusterFault.LoseRequest());
            case 1 -> scene.meets(span, ClusterFaults.writes(), new ClusterFault.NeverAnswer());
            case 2 ->
                scene.meets(span, call -> true, new ClusterFault.Late(scene.dice().seconds(1, 18)));
            default -> {
              scene.meets(span, ClusterFaults.reads(), new ClusterFault.LoseRequest());
              scene.cluster().interruptWatches(Duration.ofSeconds(1));
            }
          }
        });
  }

  private static void watchesLie(FaultScene scene) {
    scene.cluster().faults().whenWatchesErr(scene::struck);
    int times = scene.dice().between(1, 3);
    for (int i = 0; i < times; i++) {
      Duration span = scene.dice().seconds(10, 180);
      int how = scene.dice().between(0, 4);
      scene.soon(() -> lie(scene, how, span));
    }
  }

  private static void lie(FaultScene scene, int how, Duration span) {
    ClusterFaults faults = scene.cluster().faults();
    switch (how) {
      case 0 -> faults.unfaithfulWatch(WatchDisorder.LOSES, span, scene.dice().between(5, 50));
      case 1 -> faults.unfaithfulWatch(WatchDisorder.REPEATS, span, scene.dice().between(5, 50));
      case 2 -> faults.unfaithfulWatch(WatchDisorder.REORDERS, span, scene.dice().between(5, 50));
      case 3 -> faults.timeTravel(scene.dice().seconds(1, 60), scene.dice().seconds(0, 30));
      default -> faults.slowWatch(scene.dice().one(WATCHED), span, scene.dice().seconds(1, 30));
    }
  }
}
