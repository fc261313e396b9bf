package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.BreakableLine;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;

/** An upgrade on a real API server, open to trouble, and watched until it has finished. */
@Tag("real-cluster")
abstract class TroubledUpgrade {
  private static final Observer.Limits LIMITS = new Observer.Limits(0, 2);
  static final int NODES = 4;

  ControlPlane plane;
  BreakableLine line;
  private KubernetesCluster cluster;
  Landscape landscape;
  Observer observer;
  Others others;
  String name;

  @BeforeEach
  final void open(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults().user(ShippedRole.user()).progress(System.err::println));
    others = new Others(plane.admin());
    line = new BreakableLine();
    cluster = line.toCluster(plane.kubeconfig(ShippedRole.USER));
    landscape = Landscape.on(plane, NODES);
    observer = Observer.of(plane, landscape.truth(), LIMITS);
    observer.givenBack().zonesMayBeUneven(); // trouble decides where nodes are replaced last
  }

  @AfterEach
  final void close() throws Exception {
    try (ControlPlane endsLast = plane;
        Landscape world = landscape;
        Observer judge = observer;
        KubernetesCluster endsFirst = cluster) {
      System.err.println(name + ": " + judge.account());
      line.mend();
    }
  }

  final JoinedRun upgrade() throws IOException {
    return upgrade(name, cluster);
  }

  final JoinedRun upgrade(String protocol, KubernetesCluster client) throws IOException {
    return JoinedRun.start(protocol, landscape, client, LIMITS, group -> {});
  }

  final void finishes(JoinedRun run) throws Exception {
    assertThat(run.outcome()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    observer.verdict().isContentDespiteTrouble(Landscape.NEW_IMAGE, NODES);
  }
}
