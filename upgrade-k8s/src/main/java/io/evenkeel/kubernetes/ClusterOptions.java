package io.evenkeel.kubernetes;

import java.time.Duration;

/**
 * How a {@link KubernetesCluster} behaves; immutable, and safe for use by any thread.
 *
 * @param leaseNamespace where the lease lives; by default {@code kube-system}
 * @param callTimeout how long one call may take, whatever it does; by default 30 s. An eviction may
 *     take the API server 10 s by itself, so less than 15 s is refused
 * @param readsPerSecond how many reads are sent in a second at most; by default 50
 * @param readAttempts how often a read is tried in all; by default 4. A write is tried once
 */
public record ClusterOptions(
    String leaseNamespace, Duration callTimeout, int readsPerSecond, int readAttempts) {

  private static final Duration SHORTEST = Duration.ofSeconds(15);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException where one of them cannot work
   */
  public ClusterOptions {
    require(!leaseNamespace.isBlank(), "the lease needs a namespace, such as kube-system");
    require(callTimeout.compareTo(SHORTEST) >= 0, "a call needs at least 15 s, not " + callTimeout);
    require(readsPerSecond > 0, "reads per second must be positive, not " + readsPerSecond);
    require(readAttempts > 0, "reads need at least one attempt, not " + readAttempts);
  }

  /** Returns the defaults. */
  public static ClusterOptions defaults() {
    return new ClusterOptions("kube-system", Duration.ofSeconds(30), 50, 4);
  }

  public ClusterOptions withLeaseNamespace(String namespace) {
    return new ClusterOptions(namespace, callTimeout, readsPerSecond, readAttempts);
  }

  public ClusterOptions withCallTimeout(Duration timeout) {
    return new ClusterOptions(leaseNamespace, timeout, readsPerSecond, readAttempts);
  }

  public ClusterOptions withReadsPerSecond(int reads) {
    return new ClusterOptions(leaseNamespace, callTimeout, reads, readAttempts);
  }

  public ClusterOptions withReadAttempts(int attempts) {
    return new ClusterOptions(leaseNamespace, callTimeout, readsPerSecond, attempts);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
