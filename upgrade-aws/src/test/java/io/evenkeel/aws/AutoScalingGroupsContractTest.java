package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.answer;
import static io.evenkeel.aws.Ask.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.evenkeel.Target;
import io.evenkeel.model.Instance;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.GroupOptions;
import io.evenkeel.simulation.contract.InstanceProviderContract;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Resize;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class AutoScalingGroupsContractTest {
  private static final SimulatedRegion REGION = new SimulatedRegion();

  @AfterAll
  static void close() {
    REGION.close();
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContractAndThePolicy() {
    Stream<DynamicTest> contract =
        InstanceProviderContract.checks(() -> REGION).stream()
            .map(check -> dynamicTest(check.name(), check::run));
    return Stream.concat(
        contract,
        Stream.of(
            dynamicTest("a warm pool is looked at", this::warmPool),
            dynamicTest("the policy allows just the calls made", this::policy)));
  }

  private void warmPool() {
    // given
    String group = REGION.newGroup(2, 0, 4, options -> options.warmPool(3));
    // when
    List<Finding> found = value(REGION.provider().inspect(group));
    var instances = value(REGION.provider().observe(group)).instances();
    // then
    assertThat(found).extracting(Finding::code).containsExactly("WARM_POOL");
    assertThat(found.get(0).what()).contains("3 instances");
    assertThat(instances).hasSize(2);
  }

  @Test
  void aWarmPoolThatTakesReplacedNodesBackBlocks() {
    // given
    String group = REGION.newGroup(2, 0, 4, options -> options.warmPool(1));
    REGION.aws().reusesInstances(group);
    // when, then
    assertThat(codes(group)).containsExactly("WARM_POOL", "WARM_POOL_REUSES_NODES");
  }

  @Test
  void anInstanceThatIsProtectedFromScaleInGoesWhenItIsNamed() {
    // given
    String group = REGION.newGroup(2, 0, 4, GroupOptions::protectsNewInstances);
    String kept = value(REGION.provider().observe(group)).instances().get(0).id();
    REGION.aws().run(cloud -> cloud.group(group).protect(kept, true));
    // when
    value(REGION.provider().terminate(group, kept, AfterTermination.GIVE_BACK));
    REGION.aws().awaitInstances(group, 1);
    // then
    assertThat(value(REGION.provider().observe(group)).instances())
        .extracting(Instance::id)
        .doesNotContain(kept);
  }

  private void policy() {
    assertThat(REGION.recorder().actions())
        .containsExactlyElementsOf(SelfManagedGroupPermissions.calledActions());
    assertThat(PermissionsTest.allowed()).containsAll(REGION.recorder().actions());
  }

  @Test
  void theKindOfImageIsToldFromTheOneThatRuns() {
    // given
    String group = REGION.newGroup(2, 0, 4);
    try (AutoScalingGroups untold = untold()) {
      // when
      var target = value(untold.resolve(group, Target.latestImage()));
      // then
      assertThat(target.image()).isEqualTo("ami-new");
    }
  }

  @Test
  void aFloatingPointerIsPinnedToItsNumber() {
    // given
    String group = REGION.newGroup(2, 0, 4);
    var provider = REGION.provider();
    var number = value(provider.launchesFrom(group));
    REGION
        .aws()
        .run(cloud -> cloud.group(group).point(new TemplateVersion(number.template(), "$Latest")));
    // when
    var pointer = value(provider.observe(group)).pointer();
    var findings = value(provider.inspect(group));
    value(provider.point(group, pointer, number));
    // then
    assertThat(findings).extracting(Finding::code).containsExactly("FLOATING_TEMPLATE");
    assertThat(value(provider.observe(group)).pointer()).isEqualTo(number);
  }

  @Test
  void groupsThatAreNotOursAreFound() {
    // given
    String operated = REGION.newGroup(1, 0, 2);
    String refreshed = REGION.newGroup(1, 0, 2);
    REGION.aws().operatedBy(operated, "batch.amazonaws.com");
    REGION.aws().instanceRefresh(refreshed, true);
    // when, then
    assertThat(codes(operated)).containsExactly("GROUP_HAS_OPERATOR");
    assertThat(codes(refreshed)).containsExactly("INSTANCE_REFRESH_RUNNING");
  }

  @Test
  void aGroupThatDoesNotExistIsMissingFromEveryWrite() {
    // when
    var resized = answer(REGION.provider().resize("nobody", new Resize(1, 1, 2, 2)));
    // then
    assertThat(resized).isInstanceOf(Answer.Missing.class);
  }

  private static AutoScalingGroups untold() {
    return AutoScalingGroups.builder()
        .region("eu-west-1")
        .endpoint(REGION.aws().uri())
        .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")))
        .build();
  }

  private static List<String> codes(String group) {
    return value(REGION.provider().inspect(group)).stream().map(Finding::code).toList();
  }
}
