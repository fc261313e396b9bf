package io.evenkeel.aws.internal;

import io.evenkeel.aws.internal.UpdateReads.Subject;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.Edits;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.RolloutState;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.ResolveConflicts;
import software.amazon.awssdk.services.eks.model.Update;

/** The updates of a cluster and of its add-ons: starts them, and tells how far they are. */
final class PlaneUpdates {
  private final EksClient eks;
  private final Calls calls;
  private final String cluster;
  private final UpdateReads reads;

  PlaneUpdates(EksClient eks, Calls calls, String cluster) {
    this.eks = eks;
    this.calls = calls;
    this.cluster = cluster;
    this.reads = new UpdateReads(eks, calls, cluster);
  }

  /** Returns the update of the add-on, or of the cluster, that is under way. */
  Optional<ControlPlaneUpdate> running(Optional<String> addOn) {
    return reads
        .inProgress(Subject.addOnOrCluster(addOn))
        .map(update -> new ControlPlaneUpdate(update.id(), addOn));
  }

  RolloutState progress(ControlPlaneUpdate update) {
    return reads.progress(Subject.addOnOrCluster(update.addOn()), update.id());
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
