package io.evenkeel.spi;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@link ClusterClient} as plain calls; each contract is that of its namesake there. */
public interface BlockingClusterClient {

  String name();

  Subscription watch(Consumer<ClusterEvent> listener);

  EvictionAnswer evict(Pod pod, Optional<Duration> grace);

  Answer<Answer.Done> delete(Pod pod, Duration grace);

  Answer<Node> patch(Node observed, NodePatch patch);

  /** Refuses, unless overridden: only plans that surge workloads need it. */
  default Answer<Answer.Done> scale(Workload observed, Rescale change) {
    return new Answer.Refused<>(name() + " does not scale workloads");
  }

  Answer<LeaseRecord> readLease(String name);

  Answer<LeaseRecord> writeLease(LeaseRecord lease);

  /** Finds nothing missing, unless overridden. */
  default Answer<List<Permission>> missingPermissions(List<Permission> wanted) {
    return Answer.ok(List.of());
  }

  /** Does not tell, unless overridden. */
  default Answer<String> serverVersion() {
    return new Answer.Missing<>(name() + " does not tell its version");
  }
}
