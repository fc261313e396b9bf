package io.evenkeel.engine.internal.preflight;

import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.engine.internal.preflight.A.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.MaintenanceWindow;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether a roll fits its maintenance windows, worked out by hand. */
class ForecastFindingsTest {
  private static final String FITS = "ROLL_MAY_FIT_WINDOW";
  private static final String OUTLASTS = "ROLL_OUTLASTS_WINDOW";
  private static final String NODE = "NODE_OUTLASTS_WINDOW";

  private static MaintenanceWindow tonight(Duration duration) {
    return MaintenanceWindow.opens("0 22 * * *", ZoneOffset.UTC, duration);
  }

  private static World of(int nodes) {
    return new World()
        .with(IntStream.range(0, nodes).mapToObj(i -> node("n" + i)).toArray(Node[]::new))
        .limits(group -> group.maxSurge(nodes(1)).maxUnavailable(nodes(0)));
  }

  @Test
  void aPlanWithoutWindowsHasNoForecast() {
    assertThat(of(3).codes()).doesNotContain(FITS, OUTLASTS, NODE);
  }

  @Test
  void aGroupWithNothingToReplaceHasNoForecast() {
    World world = new World().withUnselected(node("n1")).window(tonight(Duration.ofHours(2)));

    assertThat(world.codes()).isEmpty();
  }

  /** The canary: 40 s + 60 s. Nine more: 9 x (40 s + 60 s). That is 1,000 s. */
  @Test
  void whatFitsIsGoodToKnow() {
    Finding finding =
        of(10)
            .nodesJoinAfter(Duration.ofSeconds(40))
            .window(tonight(Duration.ofHours(2)))
            .finding(FITS);

    assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
    assertThat(finding.what())
        .isEqualTo(
            "replacing 10 nodes needs at least about 16 min of open time (a new node joins after"
                + " 40 s, as one has here); it fits into the window that opens at"
                + " 2026-01-05T22:00:00Z and closes at 2026-01-06T00:00:00Z if it takes no longer"
                + " than that");
    assertThat(finding.remedy())
        .contains("nothing new is begun, and what has been begun is finished");
  }

  /** The canary: 20 s + 60 s. 89 more: 89 x (20 s + 60 s). That is two hours. */
  @Test
  void whereNoNodeTellsHowLongItTookTheAssumptionIsStated() {
    assertThat(of(90).window(tonight(Duration.ofHours(2))).finding(FITS).what())
        .contains("about 2 h of open time (a new node is assumed to join after 20 s)");
  }

  /** 45 nodes: 45 x 80 s are an hour; after each window of 20 min, 140 s at most are carried on. */
  @Test
  void whatDoesNotFitIsAWarningThatSaysWhenItEndsAtTheEarliest() {
    Finding finding = of(45).window(tonight(Duration.ofMinutes(20))).finding(OUTLASTS);

    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
    assertThat(finding.what())
        .contains("it takes at least 3 windows, and ends not before 2026-01-07T22:15:20Z");
  }

  /** 46 nodes: 80 s more than the window. */
  @Test
  void whatMayBeFinishedAfterTheEndOfTheWindowIsAWarning() {
    assertThat(of(46).window(tonight(Duration.ofHours(1))).finding(OUTLASTS).what())
        .contains("its last nodes are finished only after the end of the window");
  }

  @Test
  void aWindowShorterThanTheWorkOnOneNodeIsAWarning() {
    // given: 5 min to join and 15 min of soak
    World world =
        of(2)
            .nodesJoinAfter(Duration.ofMinutes(5))
            .soak(Duration.ofMinutes(15))
            .window(tonight(Duration.ofMinutes(10)));

    // then
    assertThat(world.finding(NODE).what())
        .contains("a node takes at least 20 min, longer than any window is open (10 min)")
        .contains("work on it goes on after the window has closed");
  }

  @Test
  void aPodThatMayTakeLongerToStopThanAnyWindowIsOpenIsAWarning() {
    // given: a grace period of 30 s, and another window that is as short
    World world =
        of(1)
            .with(A.pod("orders-1", "n0", A.deployment("orders", 2)))
            .soak(Duration.ZERO)
            .nodesJoinAfter(Duration.ofSeconds(5))
            .window(tonight(Duration.ofSeconds(20)));

    // then
    assertThat(world.finding(NODE).what())
        .contains("a pod that is to move may take 30 s to stop, longer than any window");
  }

  /** 12 pods one at a time: 11 of them, 4 min each, are Ready again before the last one goes. */
  @Test
  void aBudgetMayTakeLongerThanTheNodes() {
    // given
    Workload orders = A.workload(ObjectKind.STATEFUL_SET, "orders", 12);
    Budget oneAtATime = A.budget("orders", orders, A.maxUnavailable("1"));
    Pod[] pods =
        IntStream.range(0, 12)
            .mapToObj(
                i -> startedIn(Duration.ofMinutes(4), A.pod("orders-" + i, "n" + i % 3, orders)))
            .toArray(Pod[]::new);

    // when
    World world = of(3).with(pods).with(orders).with(oneAtATime);

    // then
    assertThat(world.window(tonight(Duration.ofHours(2))).finding(FITS).what())
        .contains("at least about 44 min of open time");
  }

  private static Pod startedIn(Duration time, Pod pod) {
    return pod.withStatus(Pod.Phase.RUNNING, Optional.of(A.START.plus(time)));
  }
}
