package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Requirement;
import io.evenkeel.spi.ClusterEvent.Changed;
import io.evenkeel.spi.ClusterEvent.Failed;
import io.evenkeel.spi.ClusterEvent.Interrupted;
import io.evenkeel.spi.ClusterEvent.Removed;
import io.evenkeel.spi.ClusterEvent.Synced;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {
  private static final String NODES = "/api/v1/nodes";
  private static final String PODS = "/api/v1/pods";
  private static final String CLAIMS = "/api/v1/persistentvolumeclaims";
  private static final String VOLUMES = "/api/v1/persistentvolumes";
  private static final String CSI_NODES = "/apis/storage.k8s.io/v1/csinodes";
  private static final String BUDGETS = "/apis/policy/v1/poddisruptionbudgets";

  private final StubApiServer server = new StubApiServer();
  private final KubernetesCluster cluster = server.client();
  private final Events events = new Events();

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  @Test
  void tellsEverythingThereIsAndThenWhatChanges() throws Exception {
    // given
    server.page(NODES, "7", "more", Objects.node("n1", "3"), Objects.node("n2", "4"));
    server.page(NODES, "7", "", Objects.node("n3", "5"));
    server.list(BUDGETS, "8", Objects.budget("web", "8", 2));
    // when
    cluster.watch(events);
    Synced synced = events.next(Synced.class);
    server.event(NODES, "MODIFIED", Objects.node("n2", "9"));
    server.event(NODES, "DELETED", Objects.node("n3", "10"));
    // then
    assertThat(synced.snapshot().nodes()).extracting(Node::name).containsExactly("n1", "n2", "n3");
    assertThat(synced.snapshot().budgets().get(0).status().disruptionsAllowed()).isEqualTo(2);
    assertThat(events.next(Changed.class).object().meta().resourceVersion()).isEqualTo("9");
    assertThat(events.next(Removed.class))
        .isEqualTo(new Removed(ObjectKey.clusterScoped(ObjectKind.NODE, "n3"), "uid-n3"));
    assertThat(server.nextWatch(NODES).query()).contains("resourceVersion=7");
  }

  @Test
  void goesOnFromTheLastBookmarkWhenAWatchEnds() throws Exception {
    // given
    server.list(PODS, "5", Objects.pod("web-1", "5", "n1", true));
    cluster.watch(events);
    events.next(Synced.class);
    server.nextWatch(PODS);
    // when
    server.event(PODS, "BOOKMARK", Objects.bookmark("77"));
    server.endWatch(PODS);
    // then
    assertThat(server.nextWatch(PODS).query())
        .contains("resourceVersion=77")
        .contains("allowWatchBookmarks=true")
        .contains("timeoutSeconds=");
    assertThat(events.none()).isTrue();
  }

  @Test
  void listsAnewAndTellsEverythingAgainWhenItsPlaceIsTooOld() throws Exception {
    // given
    server.list(NODES, "5", Objects.node("n1", "5"));
    server.list(NODES, "50", Objects.node("n2", "50"));
    cluster.watch(events);
    assertThat(events.next(Synced.class).snapshot().nodes()).extracting(Node::name).contains("n1");
    // when
    server.event(NODES, "ERROR", Objects.status(410, "Expired", "too old resource version"));
    // then
    assertThat(events.next(Synced.class).snapshot().nodes())
        .extracting(Node::name)
        .containsExactly("n2");
  }

  @Test
  void listsAnewWhenTheWatchItselfIsRefusedAsTooOld() throws Exception {
    // given
    server.list(NODES, "5", Objects.node("n1", "5"));
    server.answer("WATCH", NODES, 410, Objects.status(410, "Gone", "too old"));
    server.list(NODES, "50", Objects.node("n1", "50"), Objects.node("n2", "50"));
    // when
    cluster.watch(events);
    Synced synced = events.next(Synced.class);
    while (synced.snapshot().nodes().size() < 2) {
      synced = events.next(Synced.class);
    }
    // then
    assertThat(synced.snapshot().nodes()).extracting(Node::name).containsExactly("n1", "n2");
  }

  @Test
  void startsTheListAgainWhenItsPagesHaveExpired() throws Exception {
    // given
    server.page(NODES, "5", "old-token", Objects.node("n1", "5"));
    server.answer("GET", NODES, 410, Objects.status(410, "Expired", "the token is too old"));
    server.list(NODES, "6", Objects.node("n1", "6"), Objects.node("n2", "6"));
    // when
    cluster.watch(events);
    // then
    assertThat(events.next(Synced.class).snapshot().nodes())
        .extracting(Node::name)
        .containsExactly("n1", "n2");
  }

  @Test
  void triesAListAgainWhileTheServerIsBusy() throws Exception {
    // given
    server.answer("GET", NODES, 429, "0", Objects.status(429, "TooManyRequests", "busy"));
    server.answer("GET", NODES, 503, Objects.status(503, "ServiceUnavailable", "starting"));
    server.list(NODES, "6", Objects.node("n1", "6"));
    // when
    cluster.watch(events);
    // then
    assertThat(events.next(Synced.class).snapshot().nodes()).hasSize(1);
  }

  @Test
  void joinsPodsWithTheZonesOfTheirVolumesAndNodesWithTheirDrivers() throws Exception {
    // given
    server.list(NODES, "1", Objects.node("n1", "1"));
    server.list(PODS, "1", Objects.pod("web-1", "1", "n1", true));
    server.list(VOLUMES, "1", volumeIn("zone-a"));
    server.list(CLAIMS, "1", claimOf("web-1", ""));
    cluster.watch(events);
    Synced synced = events.next(Synced.class);
    assertThat(synced.snapshot().pods().get(0).placement().volumeTerms()).isEmpty();
    // when
    server.event(CLAIMS, "MODIFIED", claimOf("web-1", "pv-1"));
    Pod pod = (Pod) events.next(Changed.class).object();
    server.event(CSI_NODES, "ADDED", csiNode("n1", "ebs.csi.aws.com"));
    Node node = (Node) events.next(Changed.class).object();
    // then
    NodeTerm zoneA = NodeTerm.of(Requirement.in(Node.ZONE_LABEL, "zone-a"));
    assertThat(pod.placement().volumeTerms()).containsExactly(List.of(zoneA));
    assertThat(node.csiDrivers()).containsExactly("ebs.csi.aws.com");
  }

  @Test
  void goesOnWithoutAKindThatIsNotNeeded() throws Exception {
    // given
    server.answer("GET", CSI_NODES, 403, Objects.status(403, "Forbidden", "no csinodes for you"));
    server.list(NODES, "1", Objects.node("n1", "1"));
    // when
    cluster.watch(events);
    // then
    assertThat(events.next(Synced.class).snapshot().nodes()).hasSize(1);
  }

  @Test
  void failsNamingThePermissionWhenANeededKindIsForbidden() throws Exception {
    // given
    server.answer("GET", BUDGETS, 403, Objects.status(403, "Forbidden", "user x cannot list"));
    // when
    cluster.watch(events);
    // then
    Failed failed = events.next(Failed.class);
    assertThat(failed.because()).contains("list and watch poddisruptionbudgets.policy");
    assertThat(failed.remedy()).contains("grant get, list and watch");
  }

  @Test
  void failsWhenTheCredentialsAreNotAccepted() throws Exception {
    // given
    server.answer("GET", NODES, 401, Objects.status(401, "Unauthorized", "Unauthorized"));
    // when
    cluster.watch(events);
    // then
    assertThat(events.next(Failed.class).because()).contains("does not accept our credentials");
  }

  @Test
  void failsWhenThereIsNoHostOfThatName() throws Exception {
    // given
    ApiClient nowhere = new ClientBuilder().setBasePath("https://cluster.invalid").build();
    // when
    try (KubernetesCluster lost = KubernetesCluster.of(nowhere, nowhere)) {
      lost.watch(events);
      // then
      assertThat(events.next(Failed.class).because()).contains("cluster.invalid");
    }
  }

  @Test
  void failsWhenNobodyAnswersAtThatAddress() throws Exception {
    // given
    server.close();
    // when
    cluster.watch(events);
    // then
    events.next(Interrupted.class);
    Failed failed = events.next(Failed.class);
    assertThat(failed.because()).contains("nobody answers at " + server.address());
    assertThat(failed.remedy()).contains("check the server's address");
  }

  @Test
  void tellsAnInterruptionOnceAndEverythingAgainAfterIt() throws Exception {
    // given
    server.list(NODES, "5", Objects.node("n1", "5"));
    cluster.watch(events);
    events.next(Synced.class);
    server.nextWatch(NODES);
    // when
    for (int i = 0; i < 3; i++) {
      server.answer("WATCH", NODES, 500, Objects.status(500, "InternalError", "etcd is away"));
    }
    server.endWatch(NODES);
    // then
    assertThat(events.next(Interrupted.class).because()).contains("nodes").contains("etcd is away");
    assertThat(events.next(Synced.class).snapshot().nodes()).hasSize(1);
  }

  @Test
  void tellsNothingMoreAfterClosing() throws Exception {
    // given
    var subscription = cluster.watch(events);
    events.next(Synced.class);
    // when
    subscription.close();
    subscription.close();
    server.event(NODES, "ADDED", Objects.node("n1", "5"));
    // then
    assertThat(events.none()).isTrue();
  }

  private static String volumeIn(String zone) {
    return """
        {"metadata":{"name":"pv-1"},"spec":{"nodeAffinity":{"required":{"nodeSelectorTerms":[\
        {"matchExpressions":[{"key":"topology.kubernetes.io/zone","operator":"In","values":["%s"]}]}\
        ]}}}}"""
        .formatted(zone);
  }

  private static String claimOf(String pod, String volume) {
    return """
        {"metadata":{"name":"data-%s","namespace":"default"},"spec":{"volumeName":"%s"}}"""
        .formatted(pod, volume);
  }

  private static String csiNode(String node, String driver) {
    return """
        {"metadata":{"name":"%s"},"spec":{"drivers":[{"name":"%s","nodeID":"i-1"}]}}"""
        .formatted(node, driver);
  }
}
