package io.evenkeel.examples.joined;

import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.examples.karpenter.Karpenter;
import io.evenkeel.examples.karpenter.KubeletVersions;
import io.evenkeel.examples.karpenter.PoolBudget;
import io.evenkeel.examples.karpenter.PoolManifest;
import io.evenkeel.examples.karpenter.SeenClaim;
import io.evenkeel.examples.karpenter.Workloads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Real Karpenter on a real control plane with pools that each hold three services, whose pods fill
 * the nodes three by three.
 */
final class PoolStage implements AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration BOOT = Duration.ofSeconds(6);
  private static final List<String> SERVICES = List.of("web", "api", "jobs");

  private final ControlPlane plane;
  private final Karpenter karpenter;
  private final Workloads workloads;
  private final Map<String, PoolManifest> manifests = new TreeMap<>();

  private PoolStage(ControlPlane plane) throws IOException {
    this.plane = plane;
    this.karpenter = Karpenter.as(plane.admin());
    this.workloads = Workloads.as(plane.admin());
  }

  static PoolStage start() throws Exception {
    ControlPlane plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults()
                .emulating("1.34")
                .user(ShippedRole.userOfNodePoolBudgets())
                .withKarpenter()
                .progress(System.err::println));
    PoolStage stage = new PoolStage(plane);
    stage.karpenter.nodeClass("default", BOOT);
    new KubeletVersions(plane.admin()).follow();
    return stage;
  }

  ControlPlane plane() {
    return plane;
  }

  KubeApi admin() throws IOException {
    return plane.admin();
  }

  Workloads workloads() {
    return workloads;
  }

  /** Makes a pool of that many nodes, each full of pods; each service may miss two pods. */
  void pool(String name, int nodes) throws Exception {
    pool(PoolManifest.named(name).budgets(PoolBudget.of("100%")), nodes);
  }

  private void pool(PoolManifest manifest, int nodes) throws Exception {
    String name = manifest.name();
    change(manifest.label("generation", "1").label(KubeletVersions.LABEL, "1.34"));
    for (String service : SERVICES) {
      workloads.deployment(service(name, service), name, "1250m", nodes);
      workloads.budget(service(name, service), 2);
    }
    Await.until(
        nodes + " full nodes of pool " + name,
        LONG,
        () ->
            claims(name).size() == nodes
                && claims(name).stream().allMatch(claim -> claim.is("Initialized"))
                && ready(name) == SERVICES.size() * nodes);
  }

  /** Makes a pool whose nodes have drifted, and which Karpenter may not touch by itself. */
  PoolWitness drifted(String pool, int nodes) throws Exception {
    pool(pool, nodes);
    change(manifest(pool).budgets(PoolBudget.closedUntilMidnight()));
    PoolWitness witness = PoolWitness.of(pool, admin());
    drift(pool);
    return witness;
  }

  static String service(String pool, String service) {
    return pool + "-" + service;
  }

  private long ready(String pool) throws IOException, InterruptedException {
    return Json.objects(Json.parse(admin().get("/api/v1/pods").orThrow()), "items").stream()
        .map(SeenPod::of)
        .filter(pod -> pod.up() && pod.labels().getOrDefault("app", "").startsWith(pool + "-"))
        .count();
  }

  /** Marks the pods of a service so that nobody moves them. */
  void keepPods(String service) throws IOException, InterruptedException {
    String pods = "/api/v1/namespaces/default/pods";
    String list = admin().get(pods + "?labelSelector=app%3D" + service).orThrow();
    for (var pod : Json.objects(Json.parse(list), "items")) {
      admin()
          .patch(
              pods + "/" + Json.text(pod, "metadata", "name"),
              "{\"metadata\":{\"annotations\":{\"karpenter.sh/do-not-disrupt\":\"true\"}}}")
          .orThrow();
    }
  }

  /**
   * Brings the API server to a version and, as Auto Mode does, makes every node of the pool
   * outdated by it.
   */
  void becomes(String version, String pool) {
    try {
      plane.upgradeTo(version);
      change(manifest(pool).label(KubeletVersions.LABEL, version));
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException("the API server did not come to " + version, failed);
    }
  }

  /** Changes the pool's template, so that all its nodes drift. */
  void drift(String pool) throws Exception {
    change(manifest(pool).label("generation", "2"));
    Await.until(
        "the drift of pool " + pool,
        LONG,
        () -> claims(pool).stream().allMatch(claim -> claim.is("Drifted")));
  }

  PoolManifest manifest(String pool) {
    return Optional.ofNullable(manifests.get(pool)).orElseThrow();
  }

  void change(PoolManifest manifest) throws IOException, InterruptedException {
    manifests.put(manifest.name(), manifest);
    karpenter.pool(manifest);
  }

  List<SeenClaim> claims(String pool) throws IOException, InterruptedException {
    return karpenter.claims(pool);
  }

  /** Removes the pool with all that runs on it. */
  void remove(String pool) throws IOException, InterruptedException {
    for (String service : SERVICES) {
      workloads.remove(service(pool, service));
    }
    karpenter.removePool(pool);
  }

  @Override
  public void close() {
    plane.close();
  }
}
