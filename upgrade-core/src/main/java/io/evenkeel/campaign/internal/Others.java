package io.evenkeel.campaign.internal;

import io.evenkeel.model.Node;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.List;

/** Other people and accidents in a world: they act now and then, on any node. */
final class Others {
  private final CampaignWorld world;
  private final Dice dice;

  Others(CampaignWorld world, Dice dice) {
    this.world = world;
    this.dice = dice;
  }

  void begin() {
    int acts = dice.between(1, 10);
    for (int i = 0; i < acts; i++) {
      world.time.schedule(dice.seconds(0, 900), this::act);
    }
  }

  private void act() {
    List<CloudInstance> instances =
        world.cloud.group(CampaignWorld.GROUP).state().instances().stream()
            .filter(instance -> instance.asModel().state().countsAgainstSize())
            .toList();
    List<Node> nodes = world.cluster.nodes();
    if (instances.isEmpty() || nodes.isEmpty()) {
      return;
    }
    CloudInstance instance = dice.one(instances);
    String node = dice.one(nodes).name();
    switch (dice.between(0, 6)) {
      case 0, 5, 6 ->
          world
              .cloud
              .group(CampaignWorld.GROUP)
              .terminate(
                  instance.id(),
                  dice.percent(50) ? AfterTermination.REPLACE : AfterTermination.GIVE_BACK);
      case 1 -> world.cloud.group(CampaignWorld.GROUP).loseMachine(instance.id());
      case 2 -> world.cluster.edit().patch(node, NodePatch.nothing().cordon());
      case 3 -> world.cluster.edit().patch(node, NodePatch.nothing().uncordon());
      default -> silence(node);
    }
  }

  private void silence(String node) {
    world.cluster.edit().silence(node);
    world.time.schedule(
        Duration.ofMinutes(dice.between(1, 20)),
        () -> {
          if (world.cluster.nodes().stream().anyMatch(n -> n.name().equals(node))) {
            world.cluster.edit().hearAgain(node);
          }
        });
  }
}
