package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.answer;
import static io.evenkeel.aws.Ask.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.UpgradePlan;
import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutOrder.UndrainedNodes;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutPace.Capacity;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Managed node groups through the SDK, against an endpoint that upgrades them as EKS does. */
class ManagedNodeGroupsTest {
  private static final String GROUP = "workers";
  private static final String OLD = "1.34.1-20260801";
  private static final String NEW = "1.34.2-20260911";

  private final ScaledTimeline time = ScaledTimeline.atSpeed(600);
  private final SimulatedCluster cluster =
      SimulatedCluster.on(time, ClusterSettings.seeded(1)).machineType("m6i.large", 2, 8, 29);
  private final SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());
  private final SimulatedManagedGroups groups = SimulatedManagedGroups.on(cloud, cluster);
  private final SimulatedAws aws =
      SimulatedAws.builder(cloud).cluster("shop").managedGroups(groups).serve();
  private final ManagedNodeGroups provider = newProvider();

  private ManagedNodeGroups newProvider() {
    return ManagedNodeGroups.builder()
        .region("eu-west-1")
        .cluster("shop")
        .endpoint(aws.uri())
        .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")))
        .build();
  }

  @BeforeEach
  void aGroupThatIsOneReleaseBehind() {
    aws.run(
        world -> {
          groups.publishes("1.34", OLD, "ami-old");
          groups.group(
              GROUP,
              group ->
                  group
                      .size(2)
                      .max(2)
                      .zones("a")
                      .template("lt-workers", "ami-old")
                      .bootsIn(DurationRange.seconds(20, 30)));
          groups.publishes("1.34", NEW, "ami-new");
        });
  }

  @AfterEach
  void close() {
    provider.close();
    aws.close();
    time.close();
  }

  @Test
  void theLatestImageIsTheNewestReleaseOfTheGroupsVersion() {
    // when
    RolloutTarget target = value(provider.resolve(GROUP, Target.latestImage()));

    // then
    assertThat(target.version()).isEqualTo(NEW);
    assertThat(target.nodeLabels())
        .isEqualTo(Map.of("eks.amazonaws.com/nodegroup-image", "ami-new"));
    assertThat(target.description()).isEqualTo("release " + OLD + " -> " + NEW + " (ami-new)");
    assertThat(value(provider.inspect(GROUP, target))).isEmpty();
    assertThat(value(provider.verify(GROUP, target)))
        .extracting(Finding::code)
        .containsExactly("NODEGROUP_NOT_AT_TARGET");
  }

  @Test
  void anUpdateIsStartedOnceHoweverOftenItIsAskedForAndFollowedToItsEnd() {
    // given
    RolloutTarget target = value(provider.resolve(GROUP, Target.latestImage()));
    RolloutOrder order = new RolloutOrder(target, UndrainedNodes.KEEP);

    // when
    String first = value(provider.start(GROUP, order, "run-1"));
    String again = value(provider.start(GROUP, order, "run-1"));
    RolloutGroup meanwhile = value(provider.observe(GROUP));
    RolloutState end = end(first);

    // then
    assertThat(again).isEqualTo(first);
    assertThat(meanwhile.running()).contains(first);
    assertThat(meanwhile.nodeLabels()).isEqualTo(Map.of("eks.amazonaws.com/nodegroup", GROUP));
    assertThat(end.stage()).isEqualTo(RolloutState.Stage.SUCCEEDED);
    assertThat(value(provider.verify(GROUP, target))).isEmpty();
    assertThat(ManagedGroupPermissions.calledActions()).containsAll(calledActions());
  }

  @Test
  void anotherUpdateMeanwhileIsAConflict() {
    // given
    RolloutTarget target = value(provider.resolve(GROUP, Target.latestImage()));
    RolloutOrder order = new RolloutOrder(target, UndrainedNodes.KEEP);
    value(provider.start(GROUP, order, "run-1"));

    // when
    Answer<String> second = answer(provider.start(GROUP, order, "run-2"));

    // then
    assertThat(second).isInstanceOf(Answer.Conflict.class);
  }

  @Test
  void whatHoldsPodsFailsTheUpdateWithTheNodesAndARemedy() {
    // given
    aws.run(
        world -> {
          groups.drainsWithin(Duration.ofMinutes(2));
          cluster.deployment("shop/app", app -> app.replicas(2));
          cluster.budget("shop/app", budget -> budget.minAvailable("100%"));
        });
    letPass(Duration.ofMinutes(2));
    RolloutTarget target = value(provider.resolve(GROUP, Target.latestImage()));

    // when
    String update =
        value(provider.start(GROUP, new RolloutOrder(target, UndrainedNodes.KEEP), "run-1"));
    RolloutState state = end(update);

    // then
    assertThat(state.stage()).isEqualTo(RolloutState.Stage.FAILED);
    assertThat(state.troubles())
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.code()).isEqualTo("PodEvictionFailure");
              assertThat(trouble.resources()).isNotEmpty();
              assertThat(trouble.remedy()).contains("budgets");
            });
  }

  @Test
  void thePaceIsReadAndSetAsCountAndAsShare() {
    // given
    RolloutPace before = value(provider.observe(GROUP)).pace();

    // when
    value(provider.pace(GROUP, new RolloutPace(Quantity.percent(33), Capacity.IN_PLACE)));
    RolloutPace share = value(provider.observe(GROUP)).pace();
    value(provider.pace(GROUP, new RolloutPace(Quantity.nodes(2), Capacity.SURGE)));
    RolloutPace count = value(provider.observe(GROUP)).pace();

    // then
    assertThat(before).isEqualTo(new RolloutPace(Quantity.nodes(1), Capacity.SURGE));
    assertThat(share).isEqualTo(new RolloutPace(Quantity.percent(33), Capacity.IN_PLACE));
    assertThat(count).isEqualTo(new RolloutPace(Quantity.nodes(2), Capacity.SURGE));
  }

  @Test
  void theControlPlaneOfTheClusterIsOnOfferAsWell() {
    // when
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster.client())
            .cloudProvider(provider)
            .controlPlane(plane -> plane.to("1.35"))
            .build();

    // then
    ControlPlane plane = plan.controlPlane().orElseThrow().provider();
    assertThat(plane.name()).isEqualTo("control plane of EKS cluster shop in eu-west-1");
    assertThat(value(plane.observe()).version()).isEqualTo("1.34");
  }

  @Test
  void aTargetTellsItsKubernetesVersionSoThatItIsHeldAgainstTheControlPlane() {
    // given
    aws.run(world -> groups.publishes("1.35", "1.35.0-20260911", "ami-newer"));

    // when
    RolloutTarget target = value(provider.resolve(GROUP, Target.kubernetes("1.35")));

    // then
    assertThat(target.kubernetes()).contains("1.35");
  }

  @Test
  void aBottlerocketReleaseKeepsTheKubernetesVersionThatItDoesNotTell() {
    // given
    String path = "/aws/service/bottlerocket/aws-k8s-1.34/x86_64/latest/";
    aws.run(
        world -> {
          groups.publishes("1.34", "1.44.0-8ac3df1b", "ami-rocket");
          world.images().parameter(path + "image_id", "ami-rocket");
          world.images().parameter(path + "image_version", "1.44.0-8ac3df1b");
        });
    aws.nodegroup(GROUP, group -> group.imageType("BOTTLEROCKET_x86_64"));

    // when
    RolloutTarget target = value(provider.resolve(GROUP, Target.latestImage()));
    List<Finding> findings = value(provider.inspect(GROUP, target));
    String update =
        value(provider.start(GROUP, new RolloutOrder(target, UndrainedNodes.KEEP), "run-1"));

    // then
    assertThat(target.version()).isEqualTo("1.44.0-8ac3df1b@1.34");
    assertThat(findings).isEmpty();
    assertThat(end(update).stage()).isEqualTo(RolloutState.Stage.SUCCEEDED);
    assertThat(value(provider.verify(GROUP, target))).isEmpty();
  }

  @Test
  void aGroupWithAnImageOfItsOwnTakesAVersionOfItsTemplateAndNoRelease() {
    // given
    aws.nodegroup(GROUP, group -> group.imageType("CUSTOM"));
    RolloutTarget ofTemplate =
        value(provider.resolve(GROUP, Target.launchTemplate("lt-workers", 1)));

    // when
    Answer<RolloutTarget> release = answer(provider.resolve(GROUP, Target.latestImage()));
    List<Finding> findings = value(provider.inspect(GROUP, ofTemplate));
    Answer<String> started =
        answer(provider.start(GROUP, new RolloutOrder(ofTemplate, UndrainedNodes.KEEP), "run-1"));

    // then
    assertThat(release.problem().orElseThrow().because()).contains("launchTemplate(..)");
    assertThat(findings).isEmpty();
    assertThat(started).isInstanceOf(Answer.Ok.class);
  }

  @Test
  void aSecondProcessTakesOverWhatTheFirstHasStartedAndNeverReusesItsTokenForSomethingElse() {
    // given
    aws.run(world -> groups.publishes("1.33", "1.33.9-20260911", "ami-1.33"));
    RolloutTarget target = value(provider.resolve(GROUP, Target.latestImage()));
    RolloutTarget other = value(provider.resolve(GROUP, Target.kubernetes("1.33")));
    String first =
        value(provider.start(GROUP, new RolloutOrder(target, UndrainedNodes.KEEP), "run-1"));

    // when
    Optional<String> seen;
    Answer<String> again;
    Answer<String> otherwise;
    try (ManagedNodeGroups second = newProvider()) {
      seen = value(second.observe(GROUP)).running();
      again = answer(second.start(GROUP, new RolloutOrder(target, UndrainedNodes.KEEP), "run-1"));
      otherwise =
          answer(second.start(GROUP, new RolloutOrder(other, UndrainedNodes.KEEP), "run-1"));
    }

    // then
    assertThat(seen).contains(first);
    assertThat(again.value()).contains(first);
    assertThat(otherwise).isInstanceOf(Answer.Conflict.class);
    assertThat(aws.calls())
        .extracting(AwsCall::outcome)
        .doesNotContain("InvalidParameterException");
  }

  @Test
  void whatEksCannotDoIsSaid() {
    // when
    Answer<Answer.Done> cancelled = answer(provider.cancel(GROUP, "update-1"));
    Answer<RolloutTarget> image = answer(provider.resolve(GROUP, Target.image("ami-x")));
    Answer<RolloutTarget> template =
        answer(provider.resolve(GROUP, Target.launchTemplate("lt-other", 3)));
    Answer<RolloutGroup> nobody = answer(provider.observe("nobody"));

    // then
    assertThat(cancelled).isInstanceOf(Answer.Refused.class);
    assertThat(image).isInstanceOf(Answer.Refused.class);
    assertThat(template).isInstanceOf(Answer.Refused.class);
    assertThat(nobody).isInstanceOf(Answer.Missing.class);
  }

  @Test
  void aBuilderNamesEverythingThatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManagedNodeGroups.builder().callTimeout(Duration.ZERO).build())
        .withMessageContainingAll("region", "cluster", "call timeout");
  }

  /** Returns how the update ended, within four hours of its time. */
  private RolloutState end(String update) {
    for (int look = 0; look < 480; look++) {
      RolloutState state = value(provider.progress(GROUP, update));
      if (state.stage() != RolloutState.Stage.IN_PROGRESS) {
        return state;
      }
      letPass(Duration.ofSeconds(30));
    }
    throw new AssertionError("update " + update + " does not end");
  }

  private void letPass(Duration span) {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    time.schedule(span, () -> passed.complete(true));
    passed.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private List<String> calledActions() {
    return aws.calls().stream().map(AwsCall::action).distinct().toList();
  }
}
