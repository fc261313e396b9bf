package io.evenkeel.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Budget.Limit;
import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.Service;
import io.evenkeel.model.Taint;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectReadingTest {
  private final ObjectReader reader = new ObjectReader();

  @Test
  void aNodeWithWhatItOffersAndSays() {
    // when
    Node node =
        whole(
            Resource.NODES,
            Node.class,
            """
            {"metadata":{"name":"n1"},
             "spec":{"providerID":"aws:///a/i-1","unschedulable":true,"taints":[
               {"key":"a","value":"b","effect":"NoSchedule"},{"key":"c","effect":"NewEffect"}]},
             "status":{"allocatable":{"cpu":"1930m","memory":"7134420Ki","pods":"29",
                 "ephemeral-storage":"18Gi"},
               "conditions":[{"type":"Ready","status":"Unknown"},
                 {"type":"NetworkingReady","status":"True"}],
               "nodeInfo":{"kubeletVersion":"v1.34.2-eks-1"}}}""");
    // then
    assertThat(node.providerId()).contains("aws:///a/i-1");
    assertThat(node.unschedulable()).isTrue();
    assertThat(node.taints()).containsExactly(new Taint("a", "b", Taint.Effect.NO_SCHEDULE));
    assertThat(node.allocatable().cpuMillis()).isEqualTo(1930);
    assertThat(node.allocatable().memoryBytes()).isEqualTo(7134420L * 1024);
    assertThat(node.allocatable().pods()).isEqualTo(29);
    assertThat(node.condition("Ready")).isEqualTo(ConditionStatus.UNKNOWN);
    assertThat(node.condition("NetworkingReady")).isEqualTo(ConditionStatus.TRUE);
    assertThat(node.kubeletVersion()).isEqualTo("v1.34.2-eks-1");
  }

  @Test
  void budgetsInTheirThreeForms() {
    assertThat(budget("{\"maxUnavailable\":\"25%\",\"selector\":{}}").limit())
        .isEqualTo(new Limit.MaxUnavailable(PodShare.percent(25)));
    assertThat(budget("{\"minAvailable\":2}").limit())
        .isEqualTo(new Limit.MinAvailable(PodShare.count(2)));
    assertThat(budget("{}").limit()).isEqualTo(new Limit.MinAvailable(PodShare.count(1)));
    assertThat(budget("{\"selector\":{}}").selector()).isEqualTo(LabelSelector.EVERYTHING);
    assertThat(budget("{\"selector\":null}").selector()).isEqualTo(LabelSelector.NOTHING);
    assertThat(budget("{\"unhealthyPodEvictionPolicy\":\"AlwaysAllow\"}").unhealthyPods())
        .isEqualTo(Budget.UnhealthyPods.ALWAYS_ALLOW);
  }

  @Test
  void workloadsWithTheirReplicas() {
    assertThat(
            whole(
                Resource.DEPLOYMENTS,
                Workload.class,
                """
                {"spec":{"replicas":10,"selector":{"matchLabels":{"app":"web"}},"strategy":
                  {"rollingUpdate":{"maxUnavailable":"30%"}}},"status":{"readyReplicas":9}}"""))
        .extracting(Workload::replicas, Workload::readyReplicas, w -> w.maxUnavailable().get())
        .containsExactly(10, 9, PodShare.percent(30));
    assertThat(
            whole(
                Resource.DAEMON_SETS,
                Workload.class,
                "{\"status\":{\"desiredNumberScheduled\":6,\"numberReady\":5}}"))
        .extracting(Workload::replicas, Workload::readyReplicas)
        .containsExactly(6, 5);
    assertThat(whole(Resource.JOBS, Workload.class, "{\"spec\":{\"parallelism\":4}}").replicas())
        .isEqualTo(4);
  }

  @Test
  void servicesAndAttachments() {
    Service service =
        whole(
            Resource.SERVICES,
            Service.class,
            """
            {"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local",
              "selector":{"app":"web"}}}""");
    assertThat(service.loadBalanced() && service.localTraffic()).isTrue();
    assertThat(service.selector()).isEqualTo(LabelSelector.of("app", "web"));
    VolumeAttachment attachment =
        whole(
            Resource.VOLUME_ATTACHMENTS,
            VolumeAttachment.class,
            """
            {"spec":{"nodeName":"n1","source":{"persistentVolumeName":"pv"}},
             "status":{"attached":true}}""");
    assertThat(attachment.nodeName()).isEqualTo("n1");
    assertThat(attachment.attached()).isTrue();
  }

  @Test
  void zonesOfAVolumeThatTellsThemByLabelOnly() {
    // given
    String volume =
        """
        {"metadata":{"name":"pv","labels":{"topology.kubernetes.io/zone":"a__b"}},"spec":{}}""";
    // when
    Item item = reader.read(Resource.VOLUMES, json(volume));
    // then
    assertThat(item)
        .isEqualTo(
            new Item.Volume("pv", List.of(NodeTerm.of(Requirement.in(Node.ZONE_LABEL, "a", "b")))));
  }

  private Budget budget(String spec) {
    return whole(Resource.BUDGETS, Budget.class, "{\"spec\":" + spec + "}");
  }

  private <T> T whole(Resource resource, Class<T> type, String text) {
    return type.cast(((Item.Whole) reader.read(resource, json(text))).object());
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
