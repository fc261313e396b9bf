package io.evenkeel.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.model.TopologySpread;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodReadingTest {
  private final ObjectReader reader = new ObjectReader();

  @Test
  void keepsWhoOwnsItWhereItRunsAndSinceWhen() {
    // when
    Pod pod =
        pod(
            """
            {"metadata":{"name":"web-1","namespace":"shop","uid":"u","resourceVersion":"9",
              "labels":{"app":"web"},"annotations":{
                "kubectl.kubernetes.io/last-applied-configuration":"{}","kept":"yes"},
              "ownerReferences":[
                {"apiVersion":"v1","kind":"Other","name":"o","uid":"1"},
                {"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"2","controller":true}],
              "creationTimestamp":"2026-01-01T00:00:00Z",
              "deletionTimestamp":"2026-01-02T00:00:00Z","finalizers":["f"]},
             "spec":{"nodeName":"n1","terminationGracePeriodSeconds":90,"priority":1000,
               "priorityClassName":"high","volumes":[{"name":"tmp","emptyDir":{}}]},
             "status":{"phase":"Running","startTime":"2026-01-01T00:00:02Z",
               "conditions":[{"type":"Ready","status":"True",
                 "lastTransitionTime":"2026-01-01T00:00:09Z"}]}}""");
    // then
    assertThat(pod.key().path()).isEqualTo("shop/web-1");
    assertThat(pod.meta().controller())
        .contains(new Owner(ObjectKind.REPLICA_SET, "ReplicaSet", "web", "2"));
    assertThat(pod.meta().annotations()).containsOnlyKeys("kept");
    assertThat(pod.meta().deletedAt()).contains(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(pod.nodeName()).contains("n1");
    assertThat(pod.readySince()).contains(Instant.parse("2026-01-01T00:00:09Z"));
    assertThat(pod.startedAt()).contains(Instant.parse("2026-01-01T00:00:02Z"));
    assertThat(pod.grace()).isEqualTo(Duration.ofSeconds(90));
    assertThat(pod.priority()).isEqualTo(1000);
    assertThat(pod.emptyDir()).isTrue();
  }

  @Test
  void countsWhatTheSchedulerCounts() {
    // when
    Pod pod =
        pod(
            """
            {"spec":{"overhead":{"cpu":"10m"},
              "initContainers":[
                {"resources":{"requests":{"cpu":"2","memory":"1Gi"}}},
                {"restartPolicy":"Always","resources":{"requests":{"cpu":"100m"}}},
                {"resources":{"requests":{"cpu":"500m"}}}],
              "containers":[
                {"resources":{"requests":{"cpu":"250m","memory":"64Mi"}}},
                {"resources":{"requests":{"cpu":0.5,"nvidia.com/gpu":"1","memory":"odd"}}}]}}""");
    // then
    assertThat(pod.requests())
        .isEqualTo(new Resources(2010, 1L << 30, 1, Map.of("nvidia.com/gpu", 1L)));
  }

  @Test
  void takesTheRequestsOfThePodAsAWholeWhereItHasThem() {
    assertThat(
            pod("""
                    {"spec":{"resources":{"requests":{"cpu":"3"}},
                      "containers":[{"resources":{"requests":{"cpu":"1","memory":"1Ki"}}}]}}""")
                .requests())
        .isEqualTo(Resources.of(3000, 1024, 1));
  }

  @Test
  void keepsWhereItMayRun() {
    // when
    Pod pod =
        pod(
            """
            {"metadata":{"labels":{"app":"web","pod-template-hash":"h1"}},
             "spec":{"nodeSelector":{"pool":"a"},
              "tolerations":[{"operator":"Exists"},{"key":"k","value":"v","effect":"NoSchedule"},
                {"key":"future","operator":"Gt","value":"3"}],
              "affinity":{
                "nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{
                  "nodeSelectorTerms":[{"matchExpressions":[{"key":"arch","operator":"NotIn",
                    "values":["arm64"]}],"matchFields":[{"key":"metadata.name","operator":"In",
                    "values":["n1"]}]}]}},
                "podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
                  {"labelSelector":{"matchLabels":{"app":"web"}},"namespaces":["shop"],
                   "topologyKey":"kubernetes.io/hostname"}]}},
              "topologySpreadConstraints":[{"maxSkew":2,"topologyKey":"zone",
                "whenUnsatisfiable":"DoNotSchedule","nodeTaintsPolicy":"Honor",
                "matchLabelKeys":["pod-template-hash"],
                "labelSelector":{"matchLabels":{"app":"web"}}}]}}""");
    // then
    assertThat(pod.placement().nodeSelector()).isEqualTo(Map.of("pool", "a"));
    assertThat(pod.placement().tolerations())
        .containsExactly(
            Toleration.everything(),
            new Toleration(
                "k", Toleration.Operator.EQUAL, "v", Optional.of(Taint.Effect.NO_SCHEDULE)));
    assertThat(pod.placement().nodeTerms())
        .containsExactly(
            NodeTerm.of(
                new Requirement("arch", Requirement.Operator.NOT_IN, List.of("arm64")),
                Requirement.in(Node.HOSTNAME_LABEL, "n1")));
    assertThat(pod.placement().affinities())
        .containsExactly(
            new PodAffinity(
                PodAffinity.Direction.APART,
                LabelSelector.of("app", "web"),
                List.of("shop"),
                "kubernetes.io/hostname"));
    assertThat(pod.placement().spreads())
        .containsExactly(
            new TopologySpread(
                2,
                "zone",
                LabelSelector.of(Map.of("app", "web", "pod-template-hash", "h1")),
                true,
                true));
  }

  @Test
  void knowsItsClaimsThoseOfEphemeralVolumesToo() {
    // when
    Item item =
        reader.read(
            Resource.PODS,
            json(
                """
                {"metadata":{"name":"db-0","namespace":"shop"},"spec":{"volumes":[
                  {"name":"data","persistentVolumeClaim":{"claimName":"data-db-0"}},
                  {"name":"scratch","ephemeral":{"volumeClaimTemplate":{}}}]}}"""));
    // then
    assertThat(((Item.ClaimingPod) item).claims())
        .containsExactly("shop/data-db-0", "shop/db-0-scratch");
  }

  @Test
  void sharesWhatIsEqualAmongPods() {
    // given
    String text =
        """
        {"metadata":{"name":"web","labels":{"app":"web"}},"spec":{"containers":[
          {"resources":{"requests":{"cpu":"1"}}}],"nodeSelector":{"pool":"a"}}}""";
    // when
    Pod one = pod(text);
    Pod other = pod(text);
    // then
    assertThat(other.meta().labels()).isSameAs(one.meta().labels());
    assertThat(other.requests()).isSameAs(one.requests());
    assertThat(other.placement()).isSameAs(one.placement());
  }

  private Pod pod(String text) {
    Item item = reader.read(Resource.PODS, json(text));
    return (Pod) ((Item.Whole) item).object();
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
