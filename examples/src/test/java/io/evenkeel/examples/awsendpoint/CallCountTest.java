package io.evenkeel.examples.awsendpoint;

import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.Quantity.percent;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.examples.awsendpoint.CallTally.Look;
import io.evenkeel.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many calls of AWS the upgrade of twenty nodes takes, for each kind of group. */
class CallCountTest {
  private static final double SPEED = 120;
  private static final int NODES = 20;
  private static final int PODS = 50;
  private static final int MOST_FOR_A_NODE = 8;
  private static final double MOST_LOOKS_IN_A_MINUTE = 4;

  @Test
  void aManagedGroup() throws InterruptedException {
    // given
    try (FastRegion region = FastRegion.withManagedGroup(SPEED, NODES);
        ManagedNodeGroups groups = region.managedGroups()) {
      openShop(region);

      // when
      int before = region.aws().calls().size();
      UpgradeOutcome outcome =
          region.run(
              region
                  .plan()
                  .nodeGroup(groups, FastRegion.GROUP, group -> group.maxUnavailable(percent(33))));

      // then
      holdsTheAims("a managed group", region, before, new Look("eks:DescribeUpdate", 1), outcome);
    }
  }

  @Test
  void aSelfManagedGroup() throws InterruptedException {
    // given
    try (FastRegion region = FastRegion.withOwnGroup(SPEED, NODES);
        AutoScalingGroups groups = region.ownGroups()) {
      openShop(region);

      // when
      int before = region.aws().calls().size();
      UpgradeOutcome outcome =
          region.run(
              region
                  .plan()
                  .nodeGroup(
                      groups,
                      FastRegion.GROUP,
                      group -> group.maxUnavailable(nodes(0)).maxSurge(percent(33))));

      // then
      Look look = new Look("autoscaling:DescribeScalingActivities", 2);
      holdsTheAims("a self-managed group", region, before, look, outcome);
    }
  }

  private static void openShop(FastRegion region) throws InterruptedException {
    region
        .aws()
        .run(
            world ->
                region
                    .cluster()
                    .deployment("shop/web", web -> web.replicas(PODS).requests(500, 512))
                    .budget("shop/web", budget -> budget.maxUnavailable("10%")));
    region.awaitTrue(
        "the shop to be open",
        () -> region.cluster().pods().stream().filter(Pod::ready).count() == PODS);
  }

  private static void holdsTheAims(
      String what, FastRegion region, int before, Look look, UpgradeOutcome outcome) {
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(outcome.summary().replaced()).isEqualTo(NODES);
    List<AwsCall> all = region.aws().calls();
    CallTally tally =
        new CallTally(all.subList(before, all.size()), look, NODES, outcome.summary().took());
    System.err.println(tally.inWords(what));
    assertThat(tally.perNode()).as("calls for a node").isLessThanOrEqualTo(MOST_FOR_A_NODE);
    assertThat(tally.looksPerMinute())
        .as("looks in a minute")
        .isLessThanOrEqualTo(MOST_LOOKS_IN_A_MINUTE);
    assertThat(tally.calls()).filteredOn(AwsCall::denied).as("denied calls").isEmpty();
  }
}
