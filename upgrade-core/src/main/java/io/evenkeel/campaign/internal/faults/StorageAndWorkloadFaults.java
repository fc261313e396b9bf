package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.DeploymentShape;
import io.evenkeel.simulation.HorizontalScaler;
import io.evenkeel.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Faults 26 and 37 to 40: versions, volumes and what owns pods. */
final class StorageAndWorkloadFaults {
  private StorageAndWorkloadFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.VERSION_SKEW, StorageAndWorkloadFaults::theServerIsOlder);
    injectors.put(Fault.VOLUME_DETACH_STUCK, StorageAndWorkloadFaults::volumesStick);
    injectors.put(Fault.WORKLOAD_CHANGES, StorageAndWorkloadFaults::workloadsChange);
    injectors.put(Fault.PODS_OUT_OF_THE_ORDINARY, StorageAndWorkloadFaults::oddPods);
    injectors.put(Fault.POD_IDENTITY_REUSED, StorageAndWorkloadFaults::ownersVanish);
    return injectors;
  }

  /** The API server stays behind the version that the cloud recommends images for. */
  private static void theServerIsOlder(FaultScene scene) {
    scene.cluster().version("1.30");
    scene.struck();
  }

  private static void volumesStick(FaultScene scene) {
    int replicas = scene.dice().between(1, 2);
    scene
        .cluster()
        .statefulSet("disks", set -> set.replicas(replicas).requests(50, 64).withZonalDisks())
        .budget("disks", budget -> budget.maxUnavailable("1"));
    scene.cluster().settle();
    Duration longer = scene.dice().seconds(60, 420);
    scene.at(
        Duration.ZERO, () -> scene.cluster().faults().stickVolumes(Duration.ofHours(1), longer));
    Map<String, Instant> unused = new TreeMap<>();
    scene
        .cluster()
        .observeTruth(
            truth -> {
              if (truth instanceof Truth.Changed changed && changed.after().isEmpty()) {
                ClusterObject gone = changed.before().orElseThrow();
                if (gone instanceof Pod pod && !pod.placement().volumeTerms().isEmpty()) {
                  pod.nodeName().ifPresent(node -> unused.put(node, changed.at()));
                } else if (gone instanceof VolumeAttachment volume
                    && stuck(unused.get(volume.nodeName()), changed.at(), longer)) {
                  scene.struck();
                }
              }
            });
  }

  private static boolean stuck(@Nullable Instant since, Instant until, Duration longer) {
    return since != null && !until.isBefore(since.plus(longer));
  }

  private static void workloadsChange(FaultScene scene) {
    scene.cluster().deployment("scaled", app -> app.replicas(1).requests(20, 32));
    scene.at(
        Duration.ZERO,
        () -> {
          scene.struck();
          scene
              .cluster()
              .with(
                  HorizontalScaler.of("scaled", 1, 4, scene.dice().between(1, 1000))
                      .lasting(Duration.ofHours(1)));
        });
    int changes = scene.dice().between(1, 4);
    for (int i = 0; i < changes; i++) {
      int how = scene.dice().between(0, 3);
      scene.soon(() -> change(scene, how));
    }
    scene.cluster().job("report", job -> job.requests(20, 32).runsFor(span(30), span(600)));
  }

  private static Duration span(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static void change(FaultScene scene, int how) {
    ObjectKind kind = how == 3 ? ObjectKind.STATEFUL_SET : ObjectKind.DEPLOYMENT;
    List<Workload> workloads =
        scene.cluster().workloads().stream().filter(one -> one.kind() == kind).toList();
    if (workloads.isEmpty()) {
      return;
    }
    Workload workload = scene.dice().one(workloads);
    String name = workload.key().path();
    switch (how) {
      case 0 -> scene.cluster().edit().scale(kind, name, workload.replicas() + 1);
      case 1 -> scene.cluster().edit().scale(kind, name, Math.max(1, workload.replicas() - 1));
      case 2 -> scene.cluster().edit().rollOut(name);
      default -> scene.cluster().edit().rollOut(name, workload.replicas() / 2);
    }
    scene.struck();
  }

  private static void oddPods(FaultScene scene) {
    List<Node> nodes = scene.cluster().nodes();
    if (nodes.isEmpty()) {
      return;
    }
    String node = scene.dice().one(nodes).name();
    switch (scene.dice().between(0, 3)) {
      case 0 -> scene.cluster().pod("odd", pod -> pod.requests(20, 32));
      case 1 ->
          scene.cluster().pod("kube-system/static", pod -> pod.requests(20, 32).mirrorOn(node));
      case 2 ->
          scene
              .cluster()
              .deployment("odd", app -> marked(app, "karpenter.sh/do-not-disrupt", "true"));
      default ->
          scene
              .cluster()
              .deployment(
                  "odd",
                  app -> marked(app, "cluster-autoscaler.kubernetes.io/safe-to-evict", "false"));
    }
    scene.cluster().settle();
    scene.struck();
  }

  private static void marked(DeploymentShape app, String annotation, String value) {
    app.requests(20, 32).annotation(annotation, value);
  }

  /** A namespace ends, a pod is deleted whose name comes back, an owner goes. */
  private static void ownersVanish(FaultScene scene) {
    scene.cluster().deployment("going/app", app -> app.replicas(2).requests(20, 32));
    scene.cluster().statefulSet("again", set -> set.replicas(2).requests(20, 32));
    scene.cluster().deployment("orphans", app -> app.replicas(2).requests(20, 32));
    scene.cluster().settle();
    scene.soon(
        () -> {
          scene.cluster().edit().deleteNamespace("going");
          scene.struck();
        });
    scene.soon(
        () -> {
          scene.cluster().edit().deleteWorkload(ObjectKind.DEPLOYMENT, "orphans");
          scene.struck();
        });
    scene.soon(
        () -> {
          List<Pod> pods = scene.cluster().podsOf("again");
          if (!pods.isEmpty()) {
            scene.cluster().edit().deletePod(scene.dice().one(pods));
            scene.struck();
          }
        });
  }
}
