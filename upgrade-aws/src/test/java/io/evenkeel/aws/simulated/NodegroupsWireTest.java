package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.Update;

/** Managed node groups through the SDK's own client. */
class NodegroupsWireTest {
  private static final String OLD = "1.34.1-20260801";
  private static final String NEW = "1.34.2-20260911";

  /** In real time, so that an update is under way as long as a test looks. */
  private final ScaledTimeline time = ScaledTimeline.atSpeed(1);

  private final SimulatedCluster cluster = SimulatedCluster.on(time, ClusterSettings.seeded(1));
  private final SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());
  private final SimulatedManagedGroups groups = SimulatedManagedGroups.on(cloud, cluster);
  private final SimulatedAws aws =
      SimulatedAws.builder(cloud).cluster("shop").managedGroups(groups).serve();
  private final SdkClients clients = SdkClients.on(aws.uri());

  @BeforeEach
  void twoGroupsOneReleaseBehind() {
    aws.run(
        world -> {
          groups.publishes("1.34", OLD, "ami-old");
          state("first");
          state("second");
          groups.publishes("1.34", NEW, "ami-new").publishes("1.35", "1.35.0-20260911", "ami-1.35");
        });
  }

  private void state(String name) {
    groups.group(
        name,
        group ->
            group
                .size(2)
                .max(2)
                .zones("a")
                .template("lt", "ami-old")
                .bootsIn(DurationRange.exactly(Duration.ofMinutes(10))));
  }

  @AfterEach
  void close() {
    clients.close();
    aws.close();
    time.close();
  }

  @Test
  void describesAGroupAsEksDoes() {
    Nodegroup group = group("first");
    assertThat(group.releaseVersion()).isEqualTo(OLD);
    assertThat(group.version()).isEqualTo("1.34");
    assertThat(group.statusAsString()).isEqualTo("ACTIVE");
    assertThat(group.subnets()).hasSize(3);
    assertThat(group.nodeRole()).contains(":role/");
    assertThat(group.instanceTypes()).hasSize(1);
    assertThat(group.scalingConfig().maxSize()).isEqualTo(2);
    assertThat(group.updateConfig().maxUnavailable()).isEqualTo(1);
    assertThat(clients.eks().listNodegroupsPaginator(r -> r.clusterName("shop").maxResults(1)))
        .hasSize(2);
  }

  @Test
  void oneTokenGoesWithOneRequest() {
    // given
    Update first = update("first", "1.34", "token");

    // when, then
    assertThat(update("first", "1.34", "token").id()).isEqualTo(first.id());
    assertThat(code(() -> update("second", "1.34", "token")))
        .isEqualTo("InvalidParameterException");
    assertThat(code(() -> update("first", "1.34", "other"))).isEqualTo("ResourceInUseException");
    assertThat(update("second", "1.34", "other").id()).isNotEqualTo(first.id());
    assertThat(group("first").statusAsString()).isEqualTo("UPDATING");
  }

  @Test
  void anUpdateIsFoundByItsGroupOnly() {
    // given
    Update update = update("first", "1.34", "token");

    // when, then
    assertThat(update.params()).extracting(p -> p.value()).containsExactly("1.34", NEW);
    assertThat(described("first", update).createdAt()).isEqualTo(update.createdAt());
    assertThat(code(() -> described("second", update))).isEqualTo("ResourceNotFoundException");
    assertThat(code(() -> clients.eks().describeUpdate(r -> r.name("shop").updateId(update.id()))))
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void refusesNodesThatAreNewerThanTheirCluster() {
    assertThat(code(() -> update("first", "1.35", "token"))).isEqualTo("InvalidParameterException");
    assertThat(code(() -> update("first", "1.20", "token"))).isEqualTo("InvalidParameterException");
    assertThat(code(() -> update("none", "1.34", "token"))).isEqualTo("ResourceNotFoundException");
  }

  private Nodegroup group(String name) {
    return clients
        .eks()
        .describeNodegroup(r -> r.clusterName("shop").nodegroupName(name))
        .nodegroup();
  }

  private Update update(String group, String version, String token) {
    return clients
        .eks()
        .updateNodegroupVersion(
            r ->
                r.clusterName("shop")
                    .nodegroupName(group)
                    .version(version)
                    .clientRequestToken(token))
        .update();
  }

  private Update described(String group, Update update) {
    return clients
        .eks()
        .describeUpdate(r -> r.name("shop").nodegroupName(group).updateId(update.id()))
        .update();
  }

  private static String code(Runnable call) {
    return WireFixture.refused(call).awsErrorDetails().errorCode();
  }
}
