package io.evenkeel.campaign.internal.faults;

import io.evenkeel.model.Node;
import io.evenkeel.simulation.Actors;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedActor;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.List;

/** Faults 46 and 48: other rollers, what keeps a cluster as declared, and people. */
final class OtherHands {
  private static final String LEASE = "evenkeel-upgrade";
  private static final String OURS = "evenkeel.io/";

  private OtherHands() {}

  static void anotherRollerWorks(FaultScene scene) {
    Duration lasts = scene.dice().seconds(300, 1800);
    switch (scene.dice().between(0, 4)) {
      case 0 -> joins(scene, Actors.otherRoller(), lasts);
      case 1 -> joins(scene, Actors.person(scene.dice().between(1, 1_000_000)), lasts);
      default -> scene.soon(() -> aNodeIsTaken(scene));
    }
  }

  private static void joins(FaultScene scene, SimulatedActor actor, Duration lasts) {
    actor.stopsAfter(lasts).whenItActs(scene::struck);
    scene.soon(() -> scene.cluster().with(actor));
  }

  /** A tool that reboots nodes closes one for some minutes; it asks nobody. */
  private static void aNodeIsTaken(FaultScene scene) {
    List<Node> open =
        scene.cluster().nodes().stream().filter(node -> !node.unschedulable()).toList();
    if (!open.isEmpty()) {
      String node = scene.dice().one(open).name();
      scene.cluster().edit().patch(node, NodePatch.nothing().cordon());
      scene.struck();
      scene.at(scene.dice().seconds(30, 600), () -> reopen(scene, node));
    }
  }

  /** What has become ours meanwhile is no longer the other one's to open. */
  private static void reopen(FaultScene scene, String name) {
    scene.cluster().nodes().stream()
        .filter(node -> node.name().equals(name) && !node.hasAnnotation(OURS + "cordoned"))
        .findFirst()
        .ifPresent(node -> scene.cluster().edit().patch(name, NodePatch.nothing().uncordon()));
  }

  static void aPersonActs(FaultScene scene) {
    switch (scene.dice().between(0, 7)) {
      case 0 -> asksThroughTheLease(scene);
      case 1 -> everythingIsKeptAsDeclared(scene);
      case 2 -> deletesTheLease(scene);
      default -> scene.soon(() -> acts(scene));
    }
  }

  private static void acts(FaultScene scene) {
    boolean struck =
        switch (scene.dice().between(0, 3)) {
          case 0 -> scene.process().cancel();
          case 1 -> scene.process().hold(scene.dice().seconds(10, 3_600));
          case 2 -> removesTheTags(scene);
          default -> changesTheMaximum(scene);
        };
    if (struck) {
      scene.struck();
    }
  }

  private static void asksThroughTheLease(FaultScene scene) {
    LeaseRequests requests = new LeaseRequests(scene, LEASE);
    Duration span = scene.dice().seconds(10, 1_800);
    switch (scene.dice().between(0, 2)) {
      case 0 -> scene.soon(() -> requests.ask("cancel"));
      case 1 -> scene.soon(() -> requests.ask("cancel-returning-surge"));
      default ->
          scene.soon(
              () -> {
                requests.ask("pause");
                scene.at(span, () -> requests.ask("resume"));
              });
    }
  }

  /** What a person has declared is written again every few minutes: sizes, template, no tags. */
  private static void everythingIsKeptAsDeclared(FaultScene scene) {
    Duration lasts = scene.dice().seconds(200, 1200);
    SimulatedActor actor = Actors.gitOps(scene.cloud(), scene.groupName());
    actor.stopsAfter(lasts).whenItActs(scene::struck);
    scene.at(Duration.ZERO, () -> scene.cluster().with(actor));
  }

  private static boolean removesTheTags(FaultScene scene) {
    List<String> tags =
        scene.group().state().tags().stream()
            .map(CloudGroup.Tag::key)
            .filter(key -> key.startsWith(OURS))
            .toList();
    tags.forEach(scene.group()::untag);
    return !tags.isEmpty();
  }

  /** The group may grow by more from now on, or no more than it has. */
  private static boolean changesTheMaximum(FaultScene scene) {
    SimulatedGroup group = scene.group();
    CloudGroup now = group.state();
    int max = scene.dice().percent(50) ? now.max() + 2 : now.desired();
    group.setLimits(now.min(), max);
    return max != now.max();
  }

  static void deletesTheLease(FaultScene scene) {
    boolean[] there = {false};
    scene
        .cluster()
        .observeTruth(truth -> there[0] = there[0] || truth instanceof Truth.LeaseWritten);
    scene.soon(
        () -> {
          if (there[0]) {
            scene.struck();
          }
          scene.cluster().edit().deleteLease(LEASE);
        });
  }
}
