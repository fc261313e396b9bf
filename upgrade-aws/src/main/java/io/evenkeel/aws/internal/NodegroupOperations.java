package io.evenkeel.aws.internal;

import io.evenkeel.Target;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.model.Taint;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;

/**
 * Everything that can be done with a managed node group, as plain calls that may block and that end
 * early with a {@link Stop}. Thread-safe.
 */
public final class NodegroupOperations {
  private static final String GROUP_LABEL = "eks.amazonaws.com/nodegroup";

  /**
   * EKS cordons old nodes; up to 2023 it tainted them so, and nowhere says that it no longer may.
   */
  private static final Taint CLOSED =
      new Taint(GROUP_LABEL, "unschedulable", Taint.Effect.NO_SCHEDULE);

  private final Nodegroups groups;
  private final NodegroupTargets targets;
  private final NodegroupChecks checks;
  private final NodegroupUpdates updates;

  public NodegroupOperations(Clients clients, String cluster, ReadPacing pacing) {
    Calls calls = new Calls(pacing);
    groups = new Nodegroups(clients.eks(), calls, cluster);
    targets = new NodegroupTargets(groups, new Images(clients.ec2(), clients.ssm(), calls));
    updates = new NodegroupUpdates(clients.eks(), calls, cluster);
    checks = new NodegroupChecks(updates);
  }

  public RolloutGroup observe(String group) {
    Nodegroup found = groups.get(group);
    Optional<String> running =
        found.status() == NodegroupStatus.UPDATING ? updates.running(group) : Optional.empty();
    return new RolloutGroup(
        group,
        Map.of(GROUP_LABEL, group),
        NodegroupPaces.of(found.updateConfig()),
        running,
        List.of(CLOSED),
        size(found));
  }

  private static OptionalInt size(Nodegroup group) {
    return group.scalingConfig() == null || group.scalingConfig().desiredSize() == null
        ? OptionalInt.empty()
        : OptionalInt.of(group.scalingConfig().desiredSize());
  }

  public List<Finding> inspect(String group, RolloutTarget target) {
    return checks.before(groups.get(group));
  }

  public RolloutTarget resolve(String group, Target target) {
    return targets.resolve(groups.get(group), target);
  }

  public void pace(String group, RolloutPace pace) {
    updates.pace(group, pace);
  }

  public String start(String group, RolloutOrder order, String token) {
    return updates.start(group, order, token);
  }

  public RolloutState progress(String group, String rollout) {
    return updates.progress(group, rollout);
  }

  public Answer.Done cannotCancel() {
    throw Stop.refused("EKS cannot cancel the update of a node group: it ends by itself");
  }

  public List<Finding> verify(String group, RolloutTarget target) {
    return checks.after(groups.get(group), target);
  }
}
