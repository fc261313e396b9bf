package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Node;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Faults 13, 15, 16 and 18: what a group is deprived of, or has already. */
final class GroupLosses {
  private GroupLosses() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.GROUP_OR_TEMPLATE_DELETED, GroupLosses::somethingIsDeleted);
    injectors.put(Fault.SPOT_INTERRUPTION, GroupLosses::spotIsTakenBack);
    injectors.put(Fault.INSTANCE_RETIRED, GroupLosses::hostsFail);
    injectors.put(Fault.MIXED_GROUP, GroupLosses::someAreNewAlready);
    return injectors;
  }

  /** Somebody tidies up: the image, the launch template, or the group itself is gone for good. */
  private static void somethingIsDeleted(FaultScene scene) {
    int what = scene.dice().between(0, 2);
    scene.soon(
        () -> {
          SimulatedGroup group = scene.group();
          switch (what) {
            case 0 -> scene.cloud().images().remove("ami-new");
            case 1 -> scene.cloud().templates().delete(group.state().pointer().template());
            default -> dissolve(group);
          }
          scene.struck();
        });
  }

  /** The machines go on without their group. */
  private static void dissolve(SimulatedGroup group) {
    group.suspend(List.of("Launch"));
    CloudGroup now = group.state();
    now.instances().stream()
        .filter(i -> !i.state().goingOrGone())
        .forEach(i -> group.detach(i.id(), AfterTermination.REPLACE));
    group.delete(true);
  }

  private static void spotIsTakenBack(FaultScene scene) {
    count(scene, "spot interruption");
    int interruptions = scene.dice().between(1, 2);
    for (int i = 0; i < interruptions; i++) {
      scene.soon(
          () ->
              GroupFaults.inService(scene)
                  .ifPresent(
                      instance -> scene.group().accidents().spotInterruption(instance.id())));
    }
  }

  private static void hostsFail(FaultScene scene) {
    count(scene, "retirement");
    Duration notice = scene.dice().seconds(60, 600);
    boolean retired = scene.dice().percent(50);
    scene.soon(
        () ->
            GroupFaults.inService(scene)
                .ifPresent(
                    instance -> {
                      if (retired) {
                        scene.group().accidents().retirement(instance.id(), notice);
                      } else {
                        fail(scene, instance);
                      }
                    }));
  }

  /** The machine hangs: its node falls silent, and its status check fails. */
  private static void fail(FaultScene scene, CloudInstance instance) {
    scene.group().accidents().failStatusCheck(instance.id());
    scene.cluster().nodes().stream()
        .filter(node -> node.providerId().orElse("").endsWith("/" + instance.id()))
        .map(Node::name)
        .forEach(node -> scene.cluster().edit().silence(node));
    scene.struck();
  }

  private static void count(FaultScene scene, String how) {
    scene
        .cloud()
        .observeTruth(
            change -> {
              if (change.kind() == CloudChange.Kind.STOPPED && change.text().equals(how)) {
                scene.struck();
              }
            });
  }

  /** The group has grown by some nodes of the target's image before the run begins. */
  private static void someAreNewAlready(FaultScene scene) {
    SimulatedGroup group = scene.group();
    TemplateVersion before = group.state().pointer();
    var templates = scene.cloud().templates();
    var content = templates.version(before).content();
    var version = templates.addVersion(before.template(), content.withImage("ami-new"), "", "");
    group.point(templates.get(before.template()).named(version.number()));
    CloudGroup now = group.state();
    int more = scene.dice().between(1, 2);
    group.resize(now.min(), Math.max(now.max(), now.desired() + more), now.desired() + more);
    scene.time().advance(Duration.ofMinutes(5));
    scene.cluster().settle();
    group.point(before);
    scene.struck();
    if (scene.dice().percent(50)) {
      scene.soon(() -> anotherTargetIsRecommended(scene));
    }
  }

  /** A newer image comes out, or the new one is taken back for the old one. */
  private static void anotherTargetIsRecommended(FaultScene scene) {
    String image = scene.dice().percent(50) ? "ami-newer" : "ami-old";
    scene.cloud().recommends(scene.cloud().kubernetesVersion(), image);
    scene.struck();
  }
}
