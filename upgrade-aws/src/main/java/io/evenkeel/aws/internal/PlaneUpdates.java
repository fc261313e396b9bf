package io.evenkeel.aws.internal;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.Edits;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.RolloutState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeUpdateRequest;
import software.amazon.awssdk.services.eks.model.ListUpdatesRequest;
import software.amazon.awssdk.services.eks.model.ResolveConflicts;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateStatus;

/** The updates of a cluster and of its add-ons: starts them, and reads how far they are. */
final class PlaneUpdates {
  private final EksClient eks;
  private final Calls calls;
  private final String cluster;

  PlaneUpdates(EksClient eks, Calls calls, String cluster) {
    this.eks = eks;
    this.calls = calls;
    this.cluster = cluster;
  }

  /** Returns the update that is under way; the newest ones are listed last. */
  Optional<ControlPlaneUpdate> running(Optional<String> addOn) {
    ListUpdatesRequest request =
        ListUpdatesRequest.builder().name(cluster).addonName(addOn.orElse(null)).build();
    List<String> ids =
        calls.read(
            Action.LIST_UPDATES,
            () ->
                eks.listUpdatesPaginator(request).stream()
                    .flatMap(page -> page.updateIds().stream())
                    .toList());
    for (int i = ids.size() - 1; i >= 0; i--) {
      ControlPlaneUpdate update = new ControlPlaneUpdate(ids.get(i), addOn);
      if (get(update).status() == UpdateStatus.IN_PROGRESS) {
        return Optional.of(update);
      }
    }
    return Optional.empty();
  }

  private Update get(ControlPlaneUpdate update) {
    DescribeUpdateRequest request =
        DescribeUpdateRequest.builder()
            .name(cluster)
            .addonName(update.addOn().orElse(null))
            .updateId(update.id())
            .build();
    return calls.read(Action.DESCRIBE_UPDATE, () -> eks.describeUpdate(request)).update();
  }

  RolloutState progress(ControlPlaneUpdate update) {
    Update found = get(update);
    return new RolloutState(
        UpdateStages.of(found.status()), found.errors().stream().map(UpdateTroubles::of).toList());
  }

  ControlPlaneUpdate start(ControlPlaneChange change, String token) {
    // Of the token alone, so that EKS refuses one that has started something else.
    String own = Tokens.of(cluster, "", token).clientToken();
    if (change instanceof ControlPlaneChange.ToAddOn addOn) {
      return started(Optional.of(addOn.addOn()), () -> changeAddOn(addOn, own));
    }
    return started(Optional.empty(), () -> changeVersion(change.to(), own));
  }

  private Update changeVersion(String version, String token) {
    return calls
        .write(
            Action.UPDATE_CLUSTER_VERSION,
            () ->
                eks.updateClusterVersion(
                    r -> r.name(cluster).version(version).clientRequestToken(token)))
        .update();
  }

  private Update changeAddOn(ControlPlaneChange.ToAddOn change, String token) {
    return calls
        .write(
            Action.UPDATE_ADDON,
            () ->
                eks.updateAddon(
                    r ->
                        r.clusterName(cluster)
                            .addonName(change.addOn())
                            .addonVersion(change.to())
                            .resolveConflicts(conflicts(change.edits()))
                            .clientRequestToken(token)))
        .update();
  }

  private ControlPlaneUpdate started(Optional<String> addOn, Supplier<Update> call) {
    try {
      return new ControlPlaneUpdate(call.get().id(), addOn);
    } catch (Stop stop) {
      // EKS is at work on it: a change of somebody else, or one that has just ended.
      if (stop.problem() instanceof Answer.Throttled<?> && anyRunning(addOn)) {
        throw Stop.conflict(stop.problem().because());
      }
      throw stop;
    }
  }

  private boolean anyRunning(Optional<String> addOn) {
    return running(Optional.empty()).isPresent()
        || (addOn.isPresent() && running(addOn).isPresent());
  }

  private static ResolveConflicts conflicts(Edits edits) {
    return switch (edits) {
      case REFUSED -> ResolveConflicts.NONE;
      case PRESERVED -> ResolveConflicts.PRESERVE;
      case OVERWRITTEN -> ResolveConflicts.OVERWRITE;
    };
  }
}
