package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

class AutoScalingWireTest extends WireFixture {

  @Test
  void describesAGroup() {
    // when
    AutoScalingGroup group = workers();

    // then
    assertThat(group.minSize()).isZero();
    assertThat(group.maxSize()).isEqualTo(10);
    assertThat(group.desiredCapacity()).isEqualTo(6);
    assertThat(group.availabilityZones()).containsExactly("eu-west-1a", "eu-west-1b", "eu-west-1c");
    assertThat(group.launchTemplate().launchTemplateId()).isEqualTo("lt-1");
    assertThat(group.launchTemplate().version()).isEqualTo("1");
    assertThat(group.instances())
        .hasSize(6)
        .allMatch(i -> i.lifecycleState() == LifecycleState.IN_SERVICE)
        .allMatch(i -> i.launchTemplate().version().equals("1"))
        .allMatch(i -> i.instanceType().equals("m6i.large"));
    assertThat(group.tags())
        .extracting(t -> t.key() + "=" + t.value() + " " + t.propagateAtLaunch())
        .containsExactly("team=payments & more true", "owner=platform false");
    assertThat(clients.scaling().describeAutoScalingGroups(r -> r.autoScalingGroupNames("none")))
        .matches(answer -> answer.autoScalingGroups().isEmpty());
  }

  @Test
  void pagesAndFiltersGroups() {
    // given
    aws.run(
        cloud -> {
          for (int n = 0; n < 7; n++) {
            String name = "group-" + n;
            cloud.group(name, g -> g.size(0).tag("kubernetes.io/cluster/demo", "owned", true));
          }
        });

    // when
    List<String> names =
        clients.scaling().describeAutoScalingGroupsPaginator(r -> r.maxRecords(3)).stream()
            .flatMap(page -> page.autoScalingGroups().stream())
            .map(AutoScalingGroup::autoScalingGroupName)
            .toList();

    // then
    assertThat(names).hasSize(8).doesNotHaveDuplicates();
    assertThat(
            clients
                .scaling()
                .describeAutoScalingGroups(
                    r -> r.filters(f -> f.name("tag-key").values("kubernetes.io/cluster/demo")))
                .autoScalingGroups())
        .hasSize(7);
  }

  @Test
  void changesSizesAndPointer() {
    // given
    clients
        .ec2()
        .createLaunchTemplateVersion(
            r ->
                r.launchTemplateId("lt-1")
                    .sourceVersion("1")
                    .launchTemplateData(d -> d.imageId("ami-new")));

    // when
    clients
        .scaling()
        .updateAutoScalingGroup(
            r ->
                r.autoScalingGroupName("workers")
                    .maxSize(12)
                    .desiredCapacity(8)
                    .launchTemplate(t -> t.launchTemplateId("lt-1").version("2")));

    // then
    assertThat(workers().launchTemplate().version()).isEqualTo("2");
    assertThat(workers().maxSize()).isEqualTo(12);
    aws.awaitInstances("workers", 8);
    assertThat(workers().instances().subList(6, 8))
        .allMatch(i -> i.launchTemplate().version().equals("2"));
    clients.scaling().setDesiredCapacity(r -> r.autoScalingGroupName("workers").desiredCapacity(9));
    assertThat(workers().desiredCapacity()).isEqualTo(9);
  }

  @Test
  void refusesSizesOutsideTheLimits() {
    AwsServiceException refused =
        refused(
            () ->
                clients
                    .scaling()
                    .setDesiredCapacity(
                        r -> r.autoScalingGroupName("workers").desiredCapacity(11)));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
    assertThat(refused.awsErrorDetails().errorMessage()).contains("above max value 10");
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  void terminatesAnInstanceWithAndWithoutReplacement() {
    // given
    List<Instance> instances = workers().instances();

    // when
    var answer =
        clients
            .scaling()
            .terminateInstanceInAutoScalingGroup(
                r ->
                    r.instanceId(instances.get(0).instanceId())
                        .shouldDecrementDesiredCapacity(true));
    clients
        .scaling()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(instances.get(1).instanceId()).shouldDecrementDesiredCapacity(false));

    // then
    assertThat(answer.activity().description()).contains(instances.get(0).instanceId());
    aws.awaitInstances("workers", 5);
    assertThat(workers().desiredCapacity()).isEqualTo(5);
    assertThat(workers().instances())
        .extracting(Instance::instanceId)
        .doesNotContain(instances.get(0).instanceId(), instances.get(1).instanceId());
    assertThat(
            clients
                .scaling()
                .describeScalingActivities(r -> r.autoScalingGroupName("workers"))
                .activities())
        .hasSize(3);
    AwsServiceException gone =
        refused(
            () ->
                clients
                    .scaling()
                    .terminateInstanceInAutoScalingGroup(
                        r ->
                            r.instanceId(instances.get(0).instanceId())
                                .shouldDecrementDesiredCapacity(true)));
    assertThat(gone.awsErrorDetails().errorMessage()).contains("Instance Id not found");
  }

  @Test
  void switchesProcesses() {
    clients
        .scaling()
        .suspendProcesses(r -> r.autoScalingGroupName("workers").scalingProcesses("AZRebalance"));
    assertThat(workers().suspendedProcesses()).hasSize(1);
    clients.scaling().suspendProcesses(r -> r.autoScalingGroupName("workers"));
    assertThat(workers().suspendedProcesses()).hasSize(9);
    clients.scaling().resumeProcesses(r -> r.autoScalingGroupName("workers"));
    assertThat(workers().suspendedProcesses()).isEmpty();
  }

  @Test
  void writesTags() {
    // when
    clients
        .scaling()
        .createOrUpdateTags(
            r ->
                r.tags(
                    t ->
                        t.resourceId("workers")
                            .resourceType("auto-scaling-group")
                            .key("evenkeel.io/run")
                            .value("r-1")
                            .propagateAtLaunch(false)));

    // then
    assertThat(
            clients
                .scaling()
                .describeTags(r -> r.filters(f -> f.name("key").values("evenkeel.io/run")))
                .tags())
        .hasSize(1);
    clients
        .scaling()
        .deleteTags(
            r ->
                r.tags(
                    t ->
                        t.resourceId("workers")
                            .resourceType("auto-scaling-group")
                            .key("evenkeel.io/run")));
    assertThat(workers().tags()).hasSize(2);
  }
}
