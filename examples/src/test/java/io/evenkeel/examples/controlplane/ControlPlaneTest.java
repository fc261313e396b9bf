package io.evenkeel.examples.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlPlaneTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String MAY_LIST_NODES =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: node-reader
      rules:
        - apiGroups: [""]
          resources: [nodes]
          verbs: [get, list]
      """;

  private ControlPlane plane;
  private KubeApi admin;

  @BeforeAll
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults()
                .user(
                    ControlPlaneUser.named("reader")
                        .applying(MAY_LIST_NODES)
                        .withClusterRole("node-reader"))
                .user(ShippedRole.user())
                .progress(System.err::println));
    admin = plane.admin();
  }

  @AfterAll
  void stop() {
    if (plane != null) {
      plane.close();
    }
  }

  @Test
  void aNodeBecomesReadyAndRunsAPod() throws Exception {
    // given
    plane.apply(node("ready-node", "{}", "pool: first"));

    // when
    plane.apply(pod("first", "first"));

    // then
    Await.until("the node", SOON, () -> isReady("node/ready-node"));
    Await.until("the pod", SOON, () -> isReady("pod/first"));
    assertThat(plane.kubectl("get", "pod", "first", "-o", "jsonpath={.spec.nodeName}"))
        .isEqualTo("ready-node");
  }

  @Test
  void aSchedulerThatEndsIsStartedAgain() throws Exception {
    // given
    plane.apply(node("another-node", "{}", "pool: another"));

    // when
    plane.component(ControlPlane.SCHEDULER).kill();
    plane.apply(pod("another", "another"));

    // then
    Await.until("the pod", SOON, () -> isReady("pod/another"));
  }

  @Test
  void aNodeKeepsWhatItsCreatorStated() throws Exception {
    // given
    String stated =
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: stated
          labels: {topology.kubernetes.io/zone: zone-a}
        spec:
          providerID: aws:///zone-a/i-0123
          taints: [{key: mine, effect: PreferNoSchedule}]
        status:
          capacity: {cpu: "2", memory: 8Gi, pods: "29"}
          allocatable: {cpu: 1930m, memory: 7Gi, pods: "29"}
          nodeInfo: {kubeletVersion: v1.34.2}
        """;

    // when
    plane.apply(stated);
    Await.until("the node", SOON, () -> isReady("node/stated"));

    // then
    assertThat(plane.kubectl("get", "node", "stated", "-o", "json"))
        .contains("\"cpu\": \"1930m\"", "\"kubeletVersion\": \"v1.34.2\"")
        .contains("\"key\": \"mine\"", "zone-a/i-0123");
  }

  @Test
  void aMachineThatNeverBootsNeverGetsAPod() throws Exception {
    // given
    plane.apply(node("broken", "{evenkeel.io/boots: never}", "pool: broken"));
    Await.until("its kubelet", SOON, () -> conditions("broken").contains("KubeletNotReady"));

    // when
    plane.apply(pod("homeless", "broken"));

    // then
    Await.until("the refusal", SOON, () -> unschedulable("homeless"));
    assertThat(conditions("broken")).contains("KubeletNotReady");
  }

  @Test
  void anEvictionWaitsForTheBudgetAndLeavesALineInTheAuditLog() throws Exception {
    // given
    plane.apply(node("busy", "{}", "pool: busy"));
    plane.apply(pod("guarded", "busy"));
    plane.apply(budgetOf("guarded"));
    Await.until("the budget", SOON, () -> healthy("guarded"));

    // when
    KubeApi.Answer answer = admin.post(PODS + "/guarded/eviction", eviction("guarded"));

    // then
    assertThat(answer.code()).isEqualTo(429);
    assertThat(answer.body()).contains("\"reason\":\"DisruptionBudget\"");
    Await.until("the line", SOON, () -> audited("pods/guarded/eviction", "\"code\":429"));
  }

  @Test
  void aUserMayDoWhatItsRoleSays() throws Exception {
    // given
    KubeApi reader = plane.as("reader");

    // when, then
    Await.until("the right", SOON, () -> reader.get("/api/v1/nodes").isSuccess());
    assertThat(reader.get(PODS).code()).isEqualTo(403);
    assertThat(plane.kubeconfig("reader")).isRegularFile();
  }

  @Test
  void theUserOfTheLibraryHasTheRoleThatShips() throws Exception {
    // given
    KubeApi library = plane.as(ShippedRole.USER);
    String leases = "/apis/coordination.k8s.io/v1/namespaces/";

    // when, then
    Await.until("the right", SOON, () -> library.get("/api/v1/nodes").isSuccess());
    assertThat(library.get(leases + "kube-system/leases/mine").code()).isEqualTo(404);
    assertThat(library.get(leases + "default/leases/mine").code()).isEqualTo(403);
    assertThat(library.get("/api/v1/secrets").code()).isEqualTo(403);
  }

  @Test
  void aPodThatIsToldToGoTakesAWhile() throws Exception {
    // given
    plane.apply(node("leaving", "{}", "pool: leaving"));
    plane.apply(pod("goes", "leaving"));
    Await.until("the pod", SOON, () -> isReady("pod/goes"));

    // when
    admin.delete(PODS + "/goes").orThrow();

    // then
    assertThat(admin.get(PODS + "/goes").orThrow()).contains("deletionTimestamp");
    Await.until("its end", SOON, () -> admin.get(PODS + "/goes").code() == 404);
  }

  private boolean isReady(String object) throws IOException, InterruptedException {
    String path = "jsonpath={.status.conditions[?(@.type=='Ready')].status}";
    return plane.kubectl("get", object, "-o", path).equals("True");
  }

  private String conditions(String node) throws IOException, InterruptedException {
    return plane.kubectl("get", "node", node, "-o", "jsonpath={.status.conditions[*]}");
  }

  private boolean unschedulable(String pod) throws IOException, InterruptedException {
    String body = admin.get(PODS + "/" + pod).orThrow();
    return body.contains("Unschedulable");
  }

  private boolean healthy(String budget) throws IOException, InterruptedException {
    String path = "/apis/policy/v1/namespaces/default/poddisruptionbudgets/" + budget;
    return admin.get(path).orThrow().contains("\"currentHealthy\":1");
  }

  private boolean audited(String... parts) throws IOException {
    try (var lines = Files.lines(plane.auditLog())) {
      return lines.anyMatch(line -> containsAll(line, parts));
    }
  }

  private static boolean containsAll(String line, String... parts) {
    for (String part : parts) {
      if (!line.contains(part)) {
        return false;
      }
    }
    return true;
  }

  private static String node(String name, String annotations, String labels) {
    return """
        apiVersion: v1
        kind: Node
        metadata:
          name: %s
          annotations: %s
          labels: {%s}
        """
        .formatted(name, annotations, labels);
  }

  private static String pod(String name, String pool) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          labels: {app: %s}
        spec:
          nodeSelector: {pool: %s}
          containers: [{name: main, image: app}]
        """
        .formatted(name, name, pool);
  }

  private static String budgetOf(String app) {
    return """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: %s
        spec:
          minAvailable: 1
          selector: {matchLabels: {app: %s}}
        """
        .formatted(app, app);
  }

  private static String eviction(String pod) {
    return """
        {"apiVersion": "policy/v1", "kind": "Eviction",
         "metadata": {"name": "%s", "namespace": "default"}}
        """
        .formatted(pod);
  }
}
