package io.evenkeel.aws.internal;

import io.evenkeel.spi.RolloutState;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeUpdateRequest;
import software.amazon.awssdk.services.eks.model.ListUpdatesRequest;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateStatus;

/** Reads the updates of a cluster, of its node groups and of its add-ons. */
final class UpdateReads {
  private final EksClient eks;
  private final Calls calls;
  private final String cluster;

  UpdateReads(EksClient eks, Calls calls, String cluster) {
    this.eks = eks;
    this.calls = calls;
    this.cluster = cluster;
  }

  /** What is updated: a node group or an add-on, or the cluster where neither is named. */
  record Subject(Optional<String> nodegroup, Optional<String> addOn) {
    static Subject nodegroup(String name) {
      return new Subject(Optional.of(name), Optional.empty());
    }

    static Subject addOnOrCluster(Optional<String> addOn) {
      return new Subject(Optional.empty(), addOn);
    }
  }

  /** Returns the update that is under way, of which there is one; the newest is listed last. */
  Optional<Update> inProgress(Subject subject) {
    List<String> ids = ids(subject);
    for (int i = ids.size() - 1; i >= 0; i--) {
      Update update = get(subject, ids.get(i));
      if (update.status() == UpdateStatus.IN_PROGRESS) {
        return Optional.of(update);
      }
    }
    return Optional.empty();
  }

  private List<String> ids(Subject subject) {
    ListUpdatesRequest request =
        ListUpdatesRequest.builder()
            .name(cluster)
            .nodegroupName(subject.nodegroup().orElse(null))
            .addonName(subject.addOn().orElse(null))
            .build();
    return calls.read(
        Action.LIST_UPDATES,
        () ->
            eks.listUpdatesPaginator(request).stream()
                .flatMap(page -> page.updateIds().stream())
                .toList());
  }

  private Update get(Subject subject, String id) {
    DescribeUpdateRequest request =
        DescribeUpdateRequest.builder()
            .name(cluster)
            .nodegroupName(subject.nodegroup().orElse(null))
            .addonName(subject.addOn().orElse(null))
            .updateId(id)
            .build();
    return calls.read(Action.DESCRIBE_UPDATE, () -> eks.describeUpdate(request)).update();
  }

  RolloutState progress(Subject subject, String id) {
    Update update = get(subject, id);
    List<RolloutState.Trouble> troubles = update.errors().stream().map(UpdateTroubles::of).toList();
    return new RolloutState(UpdateStages.of(update.status()), troubles);
  }
}
