package io.evenkeel.examples.conformance;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.GroupSpec;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated AWS keeps what the library assumes of the real one. */
class ConformanceTest {
  private final ScaledTimeline time = ScaledTimeline.atSpeed(200);
  private final SimulatedCluster nodes = SimulatedCluster.on(time, ClusterSettings.seeded(1));
  private final SimulatedCloud cloud = SimulatedCloud.on(time).joins(nodes.nodeLink());
  private final SimulatedManagedGroups managed = SimulatedManagedGroups.on(cloud, nodes);
  private final SimulatedControlPlane plane =
      SimulatedControlPlane.on(time, "1.34")
          .offers("vpc-cni", "v1.9.4-eksbuild.1", "1.34")
          .offers("vpc-cni", "v1.20.4-eksbuild.1", "1.34")
          .addOn("vpc-cni", "v1.9.4-eksbuild.1");
  private final SimulatedAws aws =
      SimulatedAws.builder(cloud)
          .cluster(
              "shop",
              cluster ->
                  cluster
                      .controlPlane(plane)
                      .insight(
                          UpgradeInsight.of("i-1", "Skew", UpgradeInsight.Status.PASSING, "1.35")))
          .managedGroups(managed)
          .serve();

  @TempDir private Path folder;

  @BeforeEach
  void groups() {
    aws.run(
        world -> {
          managed.publishes("1.34", "1.34.2-20260911", "ami-new");
          managed.group("managed", group -> shape(group, "managed"));
          world.group("own", group -> shape(group, "own"));
        });
    aws.awaitInstances("own", 2);
  }

  private static void shape(GroupSpec group, String name) {
    group.size(2).max(3).template("lt-" + name, "ami-old");
  }

  @AfterEach
  void close() {
    aws.close();
    time.close();
  }

  @Test
  void everyAssumptionHoldsAndNothingIsLeftBehind() throws Exception {
    // given
    CloudGroup before = aws.ask(world -> world.group("own").state());

    // when
    int code = run("--yes");

    // then
    CloudGroup after = aws.ask(world -> world.group("own").state());
    String report = Files.readString(report());
    assertThat(code).as(report).isZero();
    assertThat(report.lines().filter(line -> line.contains("| holds"))).hasSize(13);
    assertThat(after).isEqualTo(before);
    assertThat(plane.state().version()).isEqualTo("1.34");
  }

  @Test
  void withoutAYesOrAnybodyToAskNothingIsWritten() throws Exception {
    // when
    int code = run();

    // then
    assertThat(code).isZero();
    assertThat(Files.readString(report())).contains("was not tried");
    assertThat(aws.calls().stream().map(AwsCall::action).collect(toSet()))
        .allMatch(action -> action.matches(".*:(Describe|List|Get)\\w+"));
  }

  @Test
  void anAssumptionThatDoesNotHoldIsNamedAndEndsItWithOne() throws Exception {
    // given
    aws.run(
        world ->
            world
                .images()
                .parameter(
                    "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard"
                        + "/recommended/release_version",
                    "newest"));

    // when
    int code = run();

    // then
    assertThat(code).isEqualTo(1);
    assertThat(Files.readString(report())).contains("DOES NOT HOLD: the release is called newest");
  }

  @Test
  void withoutAnythingToLookAtItSaysWhatItNeeds() {
    assertThat(Conformance.run(new String[] {"--region=eu-west-1"})).isEqualTo(2);
  }

  private Path report() {
    return folder.resolve("report.md");
  }

  private int run(String... more) {
    String[] args = {
      "--aws-endpoint=" + aws.uri(),
      "--cluster=shop",
      "--nodegroup=managed",
      "--group=own",
      "--report=" + report(),
      more.length == 0 ? "--region=eu-west-1" : more[0]
    };
    return Conformance.run(args);
  }
}
