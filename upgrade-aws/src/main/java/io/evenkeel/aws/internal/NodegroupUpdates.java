package io.evenkeel.aws.internal;

import io.evenkeel.aws.internal.UpdateReads.Subject;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupVersionRequest;
import software.amazon.awssdk.services.eks.model.UpdateType;

/** The updates of managed node groups: starts them, and tells how far they are. */
final class NodegroupUpdates {
  private final EksClient eks;
  private final Calls calls;
  private final String cluster;
  private final UpdateReads reads;

  NodegroupUpdates(EksClient eks, Calls calls, String cluster) {
    this.eks = eks;
    this.calls = calls;
    this.cluster = cluster;
    this.reads = new UpdateReads(eks, calls, cluster);
  }

  /** Returns the version update that is under way. */
  Optional<String> running(String group) {
    return inProgress(group)
        .filter(update -> update.type() == UpdateType.VERSION_UPDATE)
        .map(Update::id);
  }

  Optional<Update> inProgress(String group) {
    return reads.inProgress(Subject.nodegroup(group));
  }

  RolloutState progress(String group, String id) {
    return reads.progress(Subject.nodegroup(group), id);
  }

  void pace(String group, RolloutPace pace) {
    calls.write(
        Action.UPDATE_NODEGROUP_CONFIG,
        () ->
            eks.updateNodegroupConfig(
                r ->
                    r.clusterName(cluster)
                        .nodegroupName(group)
                        .updateConfig(NodegroupPaces.config(pace))));
  }

  String start(String group, RolloutOrder order, String token) {
    UpdateNodegroupVersionRequest request = request(group, order, token);
    try {
      return calls
          .write(Action.UPDATE_NODEGROUP_VERSION, () -> eks.updateNodegroupVersion(request))
          .update()
          .id();
    } catch (Stop stop) {
      // EKS is at work on the group: an update of somebody else, or the last change of its config.
      if (stop.problem() instanceof Answer.Throttled<?> && running(group).isPresent()) {
        throw Stop.conflict(stop.problem().because());
      }
      throw stop;
    }
  }

  private UpdateNodegroupVersionRequest request(String group, RolloutOrder order, String token) {
    UpdateNodegroupVersionRequest.Builder request =
        UpdateNodegroupVersionRequest.builder()
            .clusterName(cluster)
            .nodegroupName(group)
            .clientRequestToken(Tokens.of(group, order.target().version(), token).clientToken())
            .force(order.undrainedNodes() == RolloutOrder.UndrainedNodes.TERMINATE_WITH_THEIR_PODS);
    NodegroupRelease release = NodegroupRelease.parse(order.target().version());
    if (release instanceof NodegroupRelease.OfTemplate template) {
      request.launchTemplate(t -> t.id(template.template()).version(template.version()));
    } else if (release instanceof NodegroupRelease.OfImages images) {
      request.version(images.kubernetes()).releaseVersion(images.release());
    }
    return request.build();
  }
}
