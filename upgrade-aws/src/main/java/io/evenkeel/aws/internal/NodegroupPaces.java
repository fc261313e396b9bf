package io.evenkeel.aws.internal;

import io.evenkeel.Quantity;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutPace.Capacity;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.NodegroupUpdateConfig;
import software.amazon.awssdk.services.eks.model.NodegroupUpdateStrategies;

/** The update config of a managed node group, in our words and in those of EKS. */
final class NodegroupPaces {
  private NodegroupPaces() {}

  /** Returns the pace; a group that says nothing takes one node at a time, new nodes first. */
  static RolloutPace of(@Nullable NodegroupUpdateConfig config) {
    if (config == null) {
      return new RolloutPace(Quantity.nodes(1), Capacity.SURGE);
    }
    Capacity capacity =
        config.updateStrategy() == NodegroupUpdateStrategies.MINIMAL
            ? Capacity.IN_PLACE
            : Capacity.SURGE;
    return new RolloutPace(quantity(config), capacity);
  }

  private static Quantity quantity(NodegroupUpdateConfig config) {
    if (config.maxUnavailablePercentage() != null) {
      return Quantity.percent(config.maxUnavailablePercentage());
    }
    return Quantity.nodes(config.maxUnavailable() == null ? 1 : config.maxUnavailable());
  }

  static NodegroupUpdateConfig config(RolloutPace pace) {
    NodegroupUpdateConfig.Builder config =
        NodegroupUpdateConfig.builder()
            .updateStrategy(
                pace.capacity() == Capacity.IN_PLACE
                    ? NodegroupUpdateStrategies.MINIMAL
                    : NodegroupUpdateStrategies.DEFAULT);
    if (pace.maxUnavailable() instanceof Quantity.Percent percent) {
      config.maxUnavailablePercentage(percent.value());
    } else {
      config.maxUnavailable(pace.maxUnavailable().roundedUp(0));
    }
    return config.build();
  }
}
