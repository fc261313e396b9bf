package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.examples.controlplane.ShippedRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Looks at a run from outside: by a watch of its own, the API server's audit log, and what truly
 * happened in the cloud. It knows the limits of the plan and nothing of how they are kept.
 */
final class Observer implements AutoCloseable {
  private final CloudTruth cloud;
  private final AuditTrail audit;
  private final ClusterPicture picture;
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Lows lows;
  private final Evictions evictions;
  private final Sights sights;
  private final GivenBack givenBack;
  private final Verdict verdict;
  private final ManagedVerdict managedVerdict;

  /** How many nodes may be missing, and how many instances may be added. */
  record Limits(int maxUnavailable, int maxSurge) {}

  private Observer(KubeApi api, CloudTruth cloud, AuditTrail audit, Limits limits)
      throws IOException, InterruptedException {
    this.cloud = cloud;
    this.audit = audit;
    picture = ClusterPicture.of(api, violations::add);
    List<SeenPod> movable = picture.pods().stream().filter(pod -> !pod.ofDaemonSet()).toList();
    int members = CloudTruth.ids(cloud.before()).size();
    lows = new Lows(members, limits.maxUnavailable(), movable, violations);
    evictions = new Evictions(audit, picture);
    sights = new Sights(picture, cloud, movable);
    givenBack = new GivenBack(api, picture);
    verdict =
        new Verdict(cloud, audit, limits.maxSurge(), evictions, sights, givenBack, violations);
    managedVerdict = new ManagedVerdict(cloud, audit, limits.maxSurge(), givenBack, violations);
    picture.listen(lows::look);
  }

  /** Looks from now on; the world must be at rest. */
  static Observer of(ControlPlane plane, CloudTruth cloud, Limits limits)
      throws IOException, InterruptedException {
    AuditTrail audit = AuditTrail.fromNowOn(plane.auditLog(), ShippedRole.USER);
    return new Observer(plane.admin(), cloud, audit, limits);
  }

  ClusterPicture picture() {
    return picture;
  }

  Lows lows() {
    return lows;
  }

  Evictions evictions() {
    return evictions;
  }

  Sights sights() {
    return sights;
  }

  GivenBack givenBack() {
    return givenBack;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Judges a run in which EKS has replaced the nodes. */
  ManagedVerdict managedVerdict() {
    return managedVerdict;
  }

  /** Says in a line what was seen. */
  String account() throws IOException {
    return "lowest %s, most instances %d, evictions %d for %d pods, terminated by id %s"
        .formatted(
            lows.lowest(),
            cloud.most(),
            evictions.count(),
            sights.movable().size(),
            cloud.terminatedById());
  }

  /** Returns how often the run has asked the API server for what. */
  Map<String, Long> requests() throws IOException {
    return audit.counts();
  }

  @Override
  public void close() throws IOException {
    picture.close();
    cloud.close();
    assertThat(violations).as("what the watch has seen until its end").isEmpty();
  }
}
