package io.evenkeel.spi;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The cluster: what is in it, told as a snapshot and ordered changes, and the few things that a run
 * writes.
 *
 * <p>Each write is one attempt. An implementation never repeats a write by itself; a write whose
 * outcome it does not know is {@link Answer.Unknown}. Stages complete normally with an answer; a
 * stage that completes exceptionally is taken as {@code Unknown} and the plug-in is named in it.
 * Methods may be called from any one thread at a time and may block.
 */
public interface ClusterClient {

  /** Returns how messages name this cluster, such as its context or its address. */
  String name();

  /**
   * Tells what is in the cluster: first one {@link ClusterEvent.Synced}, then changes, those of
   * objects of one kind in the order in which they happened, until the subscription is closed.
   * After an interruption a new {@code Synced} follows. Events may come from any thread, one at a
   * time.
   */
  Subscription watch(Consumer<ClusterEvent> listener);

  /**
   * Evicts the pod through the Eviction API, only if it still has the uid of the pod given.
   *
   * @param grace how long it may take to stop; absent means the pod's own grace period
   */
  CompletionStage<EvictionAnswer> evict(Pod pod, Optional<Duration> grace);

  /** Deletes the pod of that uid without asking any budget; the grace is never zero. */
  CompletionStage<Answer<Answer.Done>> delete(Pod pod, Duration grace);

  /**
   * Writes the patch to the node, only if it still has the uid and provider id of the node given.
   * Where the patch changes taints, the node must not have changed since it was observed.
   */
  CompletionStage<Answer<Node>> patch(Node observed, NodePatch patch);

  /**
   * Sets how many replicas the Deployment of that key and uid wants, and marks on it, if it now
   * wants as many as the change says; {@link Answer.Conflict}, with nothing written, where it wants
   * another number, or where somebody else wrote to it at that very moment.
   */
  CompletionStage<Answer<Answer.Done>> scale(Workload observed, Rescale change);

  /** Reads the lease of that name; {@link Answer.Missing} where there is none. */
  CompletionStage<Answer<LeaseRecord>> readLease(String name);

  /**
   * Creates or replaces the lease, only if its version is still the one given.
   *
   * @return the lease with its new version, or {@link Answer.Conflict}
   */
  CompletionStage<Answer<LeaseRecord>> writeLease(LeaseRecord lease);

  /**
   * Returns those of the permissions that we do not have. Those for leases are asked, and returned,
   * for the namespace in which this client keeps its lease, whatever namespace they name.
   */
  CompletionStage<Answer<List<Permission>>> missingPermissions(List<Permission> wanted);

  /** Returns the version of the API server, such as {@code 1.36}. */
  CompletionStage<Answer<String>> serverVersion();

  /** Wraps a plain implementation; its methods are called where they may block. */
  static ClusterClient blocking(BlockingClusterClient plain) {
    return new BlockingClusterAdapter(plain);
  }
}
