package io.evenkeel.examples.joined;

import io.evenkeel.examples.controlplane.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The evictions that the API server has accepted from the run, as its audit log tells. */
final class Evictions {
  private final AuditTrail audit;
  private final ClusterPicture picture;

  Evictions(AuditTrail audit, ClusterPicture picture) {
    this.audit = audit;
    this.picture = picture;
  }

  /** Returns the pods that were evicted, by uid, in the order of the answers. */
  List<String> uids() throws IOException {
    return accepted().stream().map(AuditTrail.Request::uid).toList();
  }

  int count() throws IOException {
    return accepted().size();
  }

  /** Returns how many pods of that name were evicted, once no request is on its way any more. */
  int settled(String app) throws IOException, InterruptedException {
    Await.until(
        "evictions to be over",
        Duration.ofMinutes(2),
        () ->
            picture.pods().stream().noneMatch(pod -> pod.leaving() && pod.name().startsWith(app)));
    return (int)
        accepted().stream().filter(request -> request.object().startsWith("shop/" + app)).count();
  }

  private List<AuditTrail.Request> accepted() throws IOException {
    return audit.requests().stream()
        .filter(request -> request.eviction() && request.accepted())
        .toList();
  }
}
