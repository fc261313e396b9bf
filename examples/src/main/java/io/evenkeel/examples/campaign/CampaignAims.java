package io.evenkeel.examples.campaign;

import io.evenkeel.campaign.CampaignReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a campaign has to show beside limits that hold: that runs finish what can be finished, and
 * that it has tried what it says. A small campaign shows neither, and is not held to it.
 */
final class CampaignAims {
  private static final double FINISHED = 0.99;
  private static final long LARGE = 10_000;

  /** 500 of each fault in 100,000 worlds. */
  private static final long SEEDS_PER_FAULT = 200;

  private CampaignAims() {}

  /** Returns in which ways the campaign fell short. */
  static List<String> missedBy(CampaignReport report) {
    List<String> missed = new ArrayList<>();
    if (report.seeds() < LARGE) {
      return missed;
    }
    if (report.finishableShare() < FINISHED) {
      missed.add(
          String.format(
              Locale.ROOT,
              "%.2f %% of the worlds that could be finished were; at least %.0f %% should be",
              100 * report.finishableShare(),
              100 * FINISHED));
    }
    long least = report.seeds() / SEEDS_PER_FAULT;
    report
        .faults()
        .forEach(
            (fault, times) -> {
              if (times < least) {
                missed.add(
                    String.format(
                        Locale.ROOT,
                        "fault %s took place %,d times; at least %,d are needed to trust it",
                        fault,
                        times,
                        least));
              }
            });
    report
        .crashes()
        .forEach(
            (point, times) -> {
              if (times == 0) {
                missed.add("the crash point " + point + " was never come to");
              }
            });
    return missed;
  }
}
