package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.MaintenanceWindow;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** No run is done before the time that its forecast has called the earliest. */
class WindowForecastPropertyTest {
  private static final Pattern NOT_BEFORE = Pattern.compile("ends not before (\\S+Z)");

  @Property(
      tries = 40,
      seed = Trial.SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void no_run_is_done_before_its_forecast(
      @ForAll @IntRange(min = 2, max = 12) int nodes,
      @ForAll @IntRange(max = 3) int surge,
      @ForAll @IntRange(max = 3) int unavailable,
      @ForAll @IntRange(min = 1, max = 3) int openFor) {
    // given
    World world = World.small(nodes);
    UpgradePlan plan = plan(world, surge, unavailable, Duration.ofMinutes(openFor));

    // when
    Optional<Instant> forecast =
        Upgrader.on(world.time).preflight(plan).stream()
            .filter(found -> found.code().equals("ROLL_OUTLASTS_WINDOW"))
            .flatMap(found -> notBefore(found).stream())
            .findFirst();
    UpgradeRun run = world.start(plan);
    world.time.runUntil(() -> run.outcome().toCompletableFuture().isDone(), Duration.ofHours(24));
    UpgradeOutcome outcome = run.await();

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    forecast.ifPresent(
        earliest -> assertThat(outcome.summary().ended()).isAfterOrEqualTo(earliest));
    Statistics.label("told when it ends at the earliest")
        .collect(forecast.isPresent())
        .coverage(of -> of.check(true).percentage(told -> told >= 30));
  }

  private static UpgradePlan plan(World world, int surge, int unavailable, Duration openFor) {
    boolean neither = surge + unavailable == 0;
    return UpgradePlan.builder()
        .clusterClient(world.cluster.client())
        .cloudProvider(world.cloud.provider())
        .maintenanceWindow(MaintenanceWindow.opens("*/10 * * * *", ZoneOffset.UTC, openFor))
        .nodeGroup(
            World.GROUP,
            group ->
                group
                    .maxSurge(Quantity.nodes(neither ? 1 : surge))
                    .maxUnavailable(Quantity.nodes(unavailable)))
        .build();
  }

  private static Optional<Instant> notBefore(Finding finding) {
    Matcher time = NOT_BEFORE.matcher(finding.what());
    return time.find() ? Optional.of(Instant.parse(time.group(1))) : Optional.empty();
  }
}
