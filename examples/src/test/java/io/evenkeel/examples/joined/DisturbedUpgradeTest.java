package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import org.junit.jupiter.api.Test;

/** Others change what an upgrade works on, and it finishes within its limits. */
class DisturbedUpgradeTest extends TroubledUpgrade {
  private static final String FINALIZER = "example.com/wait";

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
}
