package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.BreakableLine;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.io.IOException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** What befalls an upgrade on a real API server, and that it is finished within its limits. */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubledUpgradeTest {
  private static final Observer.Limits LIMITS = new Observer.Limits(0, 2);
  private static final int NODES = 4;
  private static final String FINALIZER = "example.com/wait";

  private ControlPlane plane;
  private BreakableLine line;
  private KubernetesCluster cluster;
  private Landscape landscape;
  private Observer observer;
  private Others others;
  private String name;

  @BeforeAll
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults().user(ShippedRole.user()).progress(System.err::println));
    others = new Others(plane.admin());
  }

  @AfterAll
  void stop() {
    if (plane != null) {
      plane.close();
    }
  }

  @BeforeEach
  void open(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    line = new BreakableLine();
    cluster = line.toCluster(plane.kubeconfig(ShippedRole.USER));
    landscape = Landscape.on(plane, NODES);
    observer = Observer.of(plane, landscape.truth(), LIMITS);
    observer.givenBack().zonesMayBeUneven(); // trouble decides where nodes are replaced last
  }

  @AfterEach
  void close() throws Exception {
    System.err.println(name + ": " + observer.account());
    line.mend();
    cluster.close();
    try {
      observer.close();
    } finally {
      landscape.close();
    }
  }

  @Test
  void theApiServerIsRestarted() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      run.awaitEvictions(3);
      plane.restartApiServer();

      // then
      finishes(run);
    }
  }

  @Test
  void everyWatchIsCutAgainAndAgain() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      for (int evictions = 1; evictions <= 9; evictions += 2) {
        run.awaitEvictions(evictions);
        line.cut();
      }

      // then
      finishes(run);
    }
  }

  @Test
  void theWatchesHaveExpiredWhenTheLineIsBack() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      run.awaitEvictions(3);
      line.sever();
      plane.restartApiServer();
      others.changeEveryNode(observer.picture());
      line.mend();

      // then
      finishes(run);
      assertThat(line.expired()).as("watches answered with 410").isPositive();
    }
  }

  @Test
  void aSecondRunIsRefused() throws Exception {
    try (JoinedRun run = upgrade();
        KubernetesCluster second = line.toCluster(plane.kubeconfig(ShippedRole.USER))) {
      // when
      run.awaitEvictions(1);
      try (JoinedRun refused = upgrade(name + "-2", second)) {

        // then
        assertThat(refused.outcome())
            .asInstanceOf(InstanceOfAssertFactories.type(UpgradeOutcome.Failed.class))
            .extracting(UpgradeOutcome.Failed::reason)
            .isEqualTo(FailureReason.ANOTHER_RUN);
      }
      finishes(run);
    }
  }

  @Test
  void aBudgetIsTightenedUntilItAllowsNothing() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      run.awaitEvictions(3);
      others.patchBudget("myapp", "{\"spec\":{\"minAvailable\":\"100%\"}}");
      int before = observer.evictions().settled("myapp");
      Obstacle obstacle = run.awaitObstacle(Obstacle.Cause.BUDGET_NEVER_ALLOWS);
      int after = observer.evictions().settled("myapp");
      others.patchBudget("myapp", "{\"spec\":{\"minAvailable\":\"80%\"}}");

      // then
      assertThat(obstacle.what()).contains("shop/myapp");
      assertThat(after).as("pods evicted while nothing was allowed").isEqualTo(before);
      finishes(run);
    }
  }

  @Test
  void somebodyCordonsANodeAndOpensItAgain() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      run.awaitEvictions(1);
      String node = observer.sights().someOldNode();
      observer.lows().mayMiss(1);
      others.cordon(node, true);
      run.awaitEvent(
          "that somebody has closed " + node,
          event -> event instanceof UpgradeEvent.OthersActed act && act.subject().equals(node));
      others.cordon(node, false);

      // then
      finishes(run);
    }
  }

  @Test
  void aPodThatHasStoppedAndIsHeldByAFinalizerHoldsNoNodeUp() throws Exception {
    // given
    String pod = others.holdBack(observer.picture(), "myapp", FINALIZER);
    try (JoinedRun run = upgrade()) {

      // when
      assertThat(run.outcome()).isInstanceOf(UpgradeOutcome.Succeeded.class);
      others.letGo(pod);

      // then
      finishes(run);
    }
  }

  @Test
  void aFinalizerThatKeepsAPodOnItsNodeIsNamedAndWaitedFor() throws Exception {
    // given
    String pod = others.holdBackSilently(observer.picture(), "myapp", FINALIZER);
    try (JoinedRun run = upgrade()) {

      // when
      Obstacle obstacle = run.awaitObstacle(Obstacle.Cause.FINALIZER);
      others.letGo(pod);

      // then
      assertThat(obstacle.what()).contains(FINALIZER);
      finishes(run);
    }
  }

  @Test
  void somebodyAddsAnInstance() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      run.awaitEvent("the canary's proof", UpgradeEvent.CanaryJudged.class::isInstance);
      observer.sights().awaitOtherTemplate();
      landscape.somebodyAddsAnInstance();

      // then
      assertThat(run.outcome()).isInstanceOf(UpgradeOutcome.Succeeded.class);
      observer.verdict().isContentDespiteTrouble(Landscape.NEW_IMAGE, NODES + 1);
    }
  }

  private JoinedRun upgrade() throws IOException {
    return upgrade(name, cluster);
  }

  private JoinedRun upgrade(String protocol, KubernetesCluster client) throws IOException {
    return JoinedRun.start(protocol, landscape, client, LIMITS, group -> {});
  }

  private void finishes(JoinedRun run) throws Exception {
    assertThat(run.outcome()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    observer.verdict().isContentDespiteTrouble(Landscape.NEW_IMAGE, NODES);
  }
}
