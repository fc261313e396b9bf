package io.evenkeel.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The control plane of a cluster and its add-ons, which somebody else upgrades at our word: one
 * minor version at a time, in place.
 *
 * <p>Each write is one attempt. Stages complete normally with an answer; see {@link ClusterClient}
 * for what an exceptional completion means. Methods may block.
 */
public interface ControlPlane {

  /** Returns how messages name this control plane. */
  String name();

  /** Reads the version, the add-ons, and what is under way. */
  CompletionStage<Answer<ControlPlaneState>> observe();

  /**
   * Returns what stands against going to these Kubernetes versions, one after another; reads only.
   * What concerns none of them is at most a warning, and what could not be looked at is said.
   *
   * @param versions such as {@code 1.34}, then {@code 1.35}; one that is older than now for a
   *     rollback; none where only add-ons are to be changed
   */
  CompletionStage<Answer<List<Finding>>> inspect(List<String> versions);

  /**
   * Returns the versions of an add-on that go with a Kubernetes version, newest first, {@link
   * AddOnVersion#recommended} marking the one that the cloud would install; reads only.
   */
  CompletionStage<Answer<List<AddOnVersion>>> offers(String addOn, String kubernetes);

  /**
   * Starts a change and returns it; with a token that has started one already, returns that one.
   * {@link Answer.Conflict} where another change is under way.
   */
  CompletionStage<Answer<ControlPlaneUpdate>> start(ControlPlaneChange change, String token);

  /** Reads how far a change is. */
  CompletionStage<Answer<RolloutState>> progress(ControlPlaneUpdate update);

  /** Returns how long to wait before looking again while a change is under way. */
  default Duration observeEvery() {
    return Duration.ofSeconds(15);
  }
}
