package io.evenkeel.examples.awsendpoint;

import static io.evenkeel.Quantity.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.aws.SelfManagedGroupPermissions;
import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.model.TargetRegistration;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A group behind a load balancer, upgraded through the SDK's own clients. */
class BalancedUpgradeTest {
  private static final double SPEED = 120;
  private static final int NODES = 6;
  private static final Duration DELAY = Duration.ofMinutes(2);

  @Test
  void noNodeIsTerminatedWhileATargetGroupLeadsToIt() throws InterruptedException {
    // given
    List<String> reached = new ArrayList<>();
    try (FastRegion region = FastRegion.withBalancedGroup(SPEED, NODES, DELAY);
        AutoScalingGroups groups = region.ownGroups()) {
      region.aws().run(cloud -> watch(cloud, reached));

      // when
      UpgradeOutcome outcome =
          region.run(
              region
                  .plan()
                  .nodeGroup(
                      groups,
                      FastRegion.GROUP,
                      group -> group.maxUnavailable(nodes(0)).maxSurge(nodes(2))));

      // then
      assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
      assertThat(reached).isEmpty();
      assertThat(deregistrations(region)).isEqualTo(NODES);
      assertThat(instances(region))
          .hasSize(NODES)
          .allMatch(instance -> instance.image().equals("ami-new"))
          .allMatch(instance -> instance.registrations().size() == 1);
      assertThat(suspended(region)).isEmpty();
      assertThat(SelfManagedGroupPermissions.calledActions()).containsAll(region.calledActions());
    }
  }

  private static void watch(SimulatedCloud cloud, List<String> reached) {
    var unused =
        cloud.observeTruth(
            change -> {
              if (change.kind() == CloudChange.Kind.TERMINATING) {
                List<TargetRegistration> places =
                    cloud.instance(change.subject()).orElseThrow().registrations();
                places.forEach(place -> reached.add(change + " while in " + place));
              }
            });
  }

  private static long deregistrations(FastRegion region) {
    return region.aws().calls().stream()
        .map(AwsCall::action)
        .filter("elasticloadbalancing:DeregisterTargets"::equals)
        .count();
  }

  private static List<String> suspended(FastRegion region) {
    return region.aws().ask(cloud -> cloud.group(FastRegion.GROUP).state().suspended());
  }

  private static List<CloudInstance> instances(FastRegion region) {
    return region.aws().ask(cloud -> cloud.group(FastRegion.GROUP).state().instances());
  }
}
