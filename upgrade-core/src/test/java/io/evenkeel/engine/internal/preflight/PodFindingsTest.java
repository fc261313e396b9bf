package io.evenkeel.engine.internal.preflight;

import static io.evenkeel.engine.internal.preflight.A.deployment;
import static io.evenkeel.engine.internal.preflight.A.node;
import static io.evenkeel.engine.internal.preflight.A.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Toleration;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodFindingsTest {
  private static final Placement TOLERATES_EVERYTHING =
      Placement.ANYWHERE.withTolerations(List.of(Toleration.everything()));

  private final Workload cart = deployment("cart", 2);

  @Test
  void aDeploymentThatToleratesEverythingIsAWarningSinceItsPodsMayComeBack() {
    // given
    Pod tolerant = A.placed(TOLERATES_EVERYTHING, pod("cart-1", "n1", cart));
    World world = new World().with(node("n1")).with(cart).with(tolerant);

    // when
    Finding finding = world.finding("TOLERATES_A_CLOSED_NODE");

    // then
    assertThat(finding.blocks()).isFalse();
    assertThat(finding.where()).isEqualTo("Deployment shop/cart");
  }

  @Test
  void aDaemonSetThatToleratesEverythingIsNoFinding() {
    Workload agent = A.workload(ObjectKind.DAEMON_SET, "agent", 1);
    Pod tolerant = A.placed(TOLERATES_EVERYTHING, pod("agent-1", "n1", agent));

    assertThat(new World().with(node("n1")).with(agent).with(tolerant).codes()).isEmpty();
  }

  @Test
  void aPodThatNothingWouldBringBackIsAWarning() {
    // given
    World world = new World().with(node("n1")).with(A.bare("debug", "n1"));

    // when
    Finding finding = world.finding("BARE_POD");

    // then
    assertThat(finding.blocks()).isFalse();
    assertThat(finding.where()).isEqualTo("Pod shop/debug");
    assertThat(finding.what()).contains("gone for good");
  }

  @Test
  void manyBarePodsAreOneWarningThatStaysShort() {
    // given
    World world = new World().with(node("n1"));
    for (int i = 1; i <= 8; i++) {
      world.with(A.bare("debug-" + i, "n1"));
    }

    // then
    assertThat(world.finding("BARE_POD").what()).contains("shop/debug-5 and 3 more");
  }

  @Test
  void mirrorPodsFinishedPodsAndPodsThatAreLeavingAreNotLookedAt() {
    // given
    Pod mirror = A.bare("kube-proxy", "n1");
    Pod finished = A.bare("import", "n1").withStatus(Pod.Phase.SUCCEEDED, Optional.empty());
    Pod leaving = A.bare("old", "n1");
    World world =
        new World()
            .with(node("n1"))
            .with(
                mirror.withMeta(mirror.meta().withAnnotations(Map.of(Pod.MIRROR_ANNOTATION, "x"))),
                finished,
                leaving.withMeta(leaving.meta().withDeletedAt(leaving.meta().createdAt())));

    // then
    assertThat(world.codes()).isEmpty();
  }

  @Test
  void aWorkloadOfOneReplicaIsAWarningThatNamesTheDeploymentNotItsReplicaSet() {
    // given
    Workload singleton = deployment("report", 1);
    Workload set = A.replicaSetOf(singleton);
    World world =
        new World().with(node("n1")).with(singleton, set).with(pod("report-1", "n1", set));

    // when
    Finding finding = world.finding("SINGLE_REPLICA");

    // then
    assertThat(finding.blocks()).isFalse();
    assertThat(finding.where()).isEqualTo("Deployment shop/report");
  }

  @Test
  void aJobOfOnePodIsNoSingleReplica() {
    Workload job = A.workload(ObjectKind.JOB, "import", 1);

    assertThat(new World().with(node("n1")).with(job).with(pod("import-1", "n1", job)).codes())
        .isEmpty();
  }

  @Test
  void spreadsThatSelectNoneOfTheirOwnPodsAreOneWarningThatNamesBothAndTheRemedy() {
    // given
    Placement spread =
        Placement.ANYWHERE.withSpreads(
            List.of(
                spread("topology.kubernetes.io/zone", LabelSelector.of("app", "another")),
                spread("kubernetes.io/hostname", LabelSelector.NOTHING)));
    World world =
        new World()
            .with(node("n1"))
            .with(cart)
            .with(
                A.placed(spread, pod("cart-1", "n1", cart)),
                A.placed(spread, pod("cart-2", "n1", cart)));

    // when
    Finding finding = world.finding("SPREAD_SELECTS_NOTHING");

    // then
    assertThat(finding.blocks()).isFalse();
    assertThat(finding.where()).isEqualTo("Deployment shop/cart");
    assertThat(finding.what())
        .contains("kubernetes.io/hostname and topology.kubernetes.io/zone", "are on 1 node");
    assertThat(finding.remedy()).contains("labelSelector");
  }

  @Test
  void aSpreadThatCountsItsOwnPodsIsNoFinding() {
    Placement spread =
        Placement.ANYWHERE.withSpreads(
            List.of(spread("kubernetes.io/hostname", LabelSelector.EVERYTHING)));

    assertThat(
            new World()
                .with(node("n1"))
                .with(cart)
                .with(A.placed(spread, pod("cart-1", "n1", cart)))
                .codes())
        .isEmpty();
  }

  private static TopologySpread spread(String key, LabelSelector selector) {
    return new TopologySpread(1, key, selector, true, false);
  }
}
