package io.evenkeel.kubernetes.internal.karpenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.evenkeel.Quantity;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisruptionBudgetsTest {
  private static final String DRIFTED = DisruptionBudget.DRIFTED;
  private static final Instant MONDAY_NOON = Instant.parse("2026-03-02T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"10%,1,1", "10%,10,1", "10%,11,2", "0%,30,0", "100%,30,30", "3,2,3", "0,9,0"})
  void sharesRoundUp(String nodes, int inPool, int allowed) {
    assertThat(budgets("{'nodes':'" + nodes + "'}").allowed(MONDAY_NOON, inPool, DRIFTED))
        .isEqualTo(allowed);
  }

  @Test
  void aPoolThatSaysNothingHasTenPercentAndOneThatSaysNoneHasNoLimit() {
    assertThat(of("{'spec':{}}").allowed(MONDAY_NOON, 30, DRIFTED)).isEqualTo(3);
    assertThat(budgets("").allowed(MONDAY_NOON, 30, DRIFTED)).isEqualTo(DisruptionBudget.NO_LIMIT);
  }

  @Test
  void theLeastOfThoseThatBoundTheReasonDecides() {
    // given
    DisruptionBudgets budgets =
        budgets(
            """
            {'nodes':'5'},{'nodes':'20%','reasons':['Drifted','Empty']},
            {'nodes':'0','reasons':['Underutilized']}\
            """);
    // then
    assertThat(budgets.allowed(MONDAY_NOON, 11, DRIFTED)).isEqualTo(3);
    assertThat(budgets.allowed(MONDAY_NOON, 40, DRIFTED)).isEqualTo(5);
    assertThat(budgets.allowed(MONDAY_NOON, 40, "Underutilized")).isZero();
    assertThat(budgets.always(DRIFTED)).containsExactly(Quantity.nodes(5), Quantity.percent(20));
  }

  @Test
  void oneWithAScheduleIsInForceForItsDurationAndNoLongerThan() {
    // given: closed at work
    DisruptionBudgets budgets =
        budgets("{'nodes':'0','schedule':'0 9 * * 1-5','duration':'8h'},{'nodes':'2'}");
    // then
    assertThat(budgets.allowed(Instant.parse("2026-03-02T08:59:59Z"), 30, DRIFTED)).isEqualTo(2);
    assertThat(budgets.allowed(Instant.parse("2026-03-02T09:00:00Z"), 30, DRIFTED)).isZero();
    assertThat(budgets.allowed(Instant.parse("2026-03-02T16:59:59Z"), 30, DRIFTED)).isZero();
    assertThat(budgets.allowed(Instant.parse("2026-03-02T17:00:00Z"), 30, DRIFTED)).isEqualTo(2);
    assertThat(budgets.allowed(Instant.parse("2026-03-01T12:00:00Z"), 30, DRIFTED)).isEqualTo(2);
  }

  @Test
  void whenTheyOpenAndCloseFollowsFromTheSchedules() {
    // given: closed at work, and all day on Tuesday
    DisruptionBudgets budgets =
        budgets(
            """
            {'nodes':'0','schedule':'0 9 * * 1-5','duration':'8h'},
            {'nodes':'0%','schedule':'0 0 * * 2','duration':'24h'},{'nodes':'2'}\
            """);
    // then
    assertThat(budgets.opensAfter(MONDAY_NOON, 30, DRIFTED))
        .contains(Instant.parse("2026-03-02T17:00:00Z"));
    assertThat(budgets.closesAfter(Instant.parse("2026-03-02T17:00:00Z"), 30, DRIFTED))
        .contains(Instant.parse("2026-03-03T00:00:00Z"));
    assertThat(budgets.opensAfter(Instant.parse("2026-03-03T10:00:00Z"), 30, DRIFTED))
        .contains(Instant.parse("2026-03-04T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'nodes':'0'}",
        "{'nodes':'0%','reasons':['Drifted']},{'nodes':'5'}",
        "{'nodes':'0','schedule':'0 * * * *','duration':'1h'}",
        "{'nodes':'0','schedule':'@daily','duration':'24h0m0s'}",
        "{'nodes':'many'}",
        "{'nodes':'3','schedule':'61 * * * *','duration':'1h'}",
        "{'nodes':'3','schedule':'0 0 * * 7','duration':'1h'}",
        "{'nodes':'3','schedule':'0 0 * * 1'}",
        "{'nodes':'3','duration':'1h'}"
      })
  void whatNeverOpensHasNoTimeOfOpening(String budgets) {
    assertThat(budgets(budgets).allowed(MONDAY_NOON, 30, DRIFTED)).isZero();
    assertThat(budgets(budgets).opensAfter(MONDAY_NOON, 30, DRIFTED)).isEmpty();
  }

  @Test
  void oneThatCannotBeReadClosesThePoolForEveryReason() {
    DisruptionBudgets budgets =
        budgets(
            "{'nodes':'9'},{'nodes':'9','reasons':['Empty'],'schedule':'often','duration':'1h'}");
    assertThat(budgets.allowed(MONDAY_NOON, 30, DRIFTED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "@hourly,2026-03-02T13:00:00Z",
    "@daily,2026-03-03T00:00:00Z",
    "@midnight,2026-03-03T00:00:00Z",
    "@weekly,2026-03-08T00:00:00Z",
    "@monthly,2026-04-01T00:00:00Z",
    "@yearly,2027-01-01T00:00:00Z",
    "30 2 * * SAT,2026-03-07T02:30:00Z",
    "0 0 ? * 0,2026-03-08T00:00:00Z",
    "0 0 13 * 5,2026-03-06T00:00:00Z"
  })
  void schedulesAreThoseOfCronInUtc(String schedule, Instant next) {
    assertThat(Schedule.parse(schedule).orElseThrow().next(MONDAY_NOON)).contains(next);
  }

  private static DisruptionBudgets budgets(String elements) {
    return of("{'spec':{'disruption':{'budgets':[" + elements + "]}}}");
  }

  private static DisruptionBudgets of(String pool) {
    return DisruptionBudgets.of(JsonParser.parseString(pool.replace('\'', '"')).getAsJsonObject());
  }
}
