package io.evenkeel.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Every build tries the same 2,000 worlds, on all cores, with any faults and with crashes. */
class CampaignOfTheBuildTest {
  private static final long SEEDS = 2_000;
  private static final long FROM = 20_261_122;

  @Test
  void no_limit_is_broken_in_2000_worlds() {
    // when
    CampaignReport report =
        new Campaign()
            .from(FROM)
            .seeds(SEEDS)
            .faults(EnumSet.allOf(Fault.class))
            .crashes(true)
            .run();

    // then
    print(report);
    assertThat(report.violations()).isEmpty();
    assertThat(report.notInjected()).isEmpty();
    assertThat(report.faults()).allSatisfy((fault, times) -> assertThat(times).isPositive());
    assertThat(report.finishableShare()).isGreaterThan(0.98);
  }

  private static void print(CampaignReport report) {
    System.out.printf(
        "seeds %d to %d in %d s: %.0f worlds and %,.0f events a second and thread; %d finished,"
            + " halted %s; of those that could be finished %.1f %% were%n",
        FROM,
        FROM + SEEDS - 1,
        report.took().toSeconds(),
        report.seedsPerSecondPerThread(),
        report.eventsPerSecondPerThread(),
        report.endings().finished(),
        report.endings().halted(),
        100 * report.finishableShare());
  }
}
