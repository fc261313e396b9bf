package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.value;
import static io.evenkeel.aws.Wire.group;
import static io.evenkeel.aws.Wire.groups;
import static io.evenkeel.aws.Wire.result;
import static io.evenkeel.aws.Wire.template;
import static io.evenkeel.aws.Wire.templates;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Finding;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;

/** A group of several instance types launches from its template as any other group does. */
class MixedInstancesTest {
  private static final SimulatedRegion REGION = new SimulatedRegion();

  @AfterAll
  static void close() {
    REGION.close();
  }

  @Test
  void aGroupWhoseTypesAllTakeItsTemplateHasNothingAgainstIt() {
    assertThat(found("<InstanceType>m6i.large</InstanceType>")).isEmpty();
    assertThat(found("")).isEmpty();
  }

  @Test
  void weightsAreRefusedSinceTheSizeCountsNoNodes() {
    // when
    List<Finding> found =
        found("<InstanceType>m6i.large</InstanceType><WeightedCapacity>2</WeightedCapacity>");
    // then
    assertThat(found)
        .filteredOn(Finding::blocks)
        .extracting(Finding::code)
        .containsExactly("INSTANCE_WEIGHTS");
    assertThat(found.get(0).remedy()).contains("remove the weights");
  }

  @Test
  void aTemplateOrAnImageOfATypesOwnIsRefusedSinceANewVersionDoesNotReachIt() {
    assertThat(
            found(
                "<InstanceType>m7g.large</InstanceType><LaunchTemplateSpecification><LaunchTemplateId>lt-arm</LaunchTemplateId><Version>3</Version></LaunchTemplateSpecification>"))
        .filteredOn(Finding::blocks)
        .extracting(Finding::code)
        .containsExactly("TEMPLATES_PER_TYPE");
    assertThat(found("<InstanceType>m6i.large</InstanceType><ImageId>ami-7</ImageId>"))
        .filteredOn(Finding::blocks)
        .extracting(Finding::code)
        .containsExactly("TEMPLATES_PER_TYPE");
  }

  @Test
  void thePointerMovesInThePolicyAndTheRestOfThePolicyStays() {
    // given
    String group = REGION.newGroup(2, 0, 4);
    REGION.aws().mixedInstances(group, "m6i.large", "m5.large");
    var provider = REGION.provider();
    var old = value(provider.observe(group)).pointer();
    var target =
        value(
            provider.createTemplate(
                group, value(provider.resolve(group, io.evenkeel.Target.image("ami-new"))), "run"));
    TemplateVersion wanted = target.template().orElseThrow();
    // when
    value(provider.point(group, old, wanted));
    // then
    assertThat(value(provider.observe(group)).pointer()).isEqualTo(wanted);
    AutoScalingGroup after = REGION.described(group);
    assertThat(after.launchTemplate()).isNull();
    assertThat(after.mixedInstancesPolicy().launchTemplate().overrides())
        .extracting(LaunchTemplateOverrides::instanceType)
        .containsExactly("m6i.large", "m5.large");
    assertThat(
            after
                .mixedInstancesPolicy()
                .instancesDistribution()
                .onDemandPercentageAboveBaseCapacity())
        .isEqualTo(100);
  }

  private static List<Finding> found(String override) {
    String policy =
        "<MixedInstancesPolicy><LaunchTemplate><LaunchTemplateSpecification><LaunchTemplateId>lt-1</LaunchTemplateId><Version>3</Version></LaunchTemplateSpecification><Overrides>%s</Overrides></LaunchTemplate></MixedInstancesPolicy>"
            .formatted(override.isEmpty() ? "" : "<member>" + override + "</member>");
    try (AwsStub aws = new AwsStub();
        AutoScalingGroups provider = aws.provider()) {
      aws.answers("DescribeAutoScalingGroups", groups(group("workers").with(policy)))
          .answers("DescribeInstanceRefreshes", result("DescribeInstanceRefreshes", ""))
          .answers("DescribeScheduledActions", result("DescribeScheduledActions", ""))
          .answers("DescribeLifecycleHooks", result("DescribeLifecycleHooks", ""))
          .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-3")));
      return value(provider.inspect("workers"));
    }
  }
}
