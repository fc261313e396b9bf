package io.evenkeel.examples.campaign;

import io.evenkeel.campaign.Campaign;
import io.evenkeel.campaign.CampaignReport;
import io.evenkeel.campaign.CampaignReport.Violation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tries the engine in many made-up worlds: {@code --seeds N --faults all|none|NAME,.. --crashes
 * --pools --from SEED --threads N}, or one of them with all of its history: {@code --replay SEED}.
 * With {@code --pools} the nodes of each world are those of a node pool. A replay takes the same
 * {@code --faults}, {@code --crashes} and {@code --pools} as the campaign that found the seed.
 */
public final class CampaignExample {
  private static final long TOLD_EVERY_SEEDS = 1_000;

  /** What plug-ins do to a run that are bad on purpose is told in the report, not in a log. */
  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.log.io.evenkeel";

  private final PrintStream out;
  private final HeapCurve heap = new HeapCurve();
  private long told;

  CampaignExample(PrintStream out) {
    this.out = out;
  }

  /**
   * Returns 0 where all limits held, 1 where one did not or a large campaign has shown too little,
   * and 2 for bad arguments.
   */
  public static int run(String[] args) {
    System.setProperty(LOG_LEVEL, System.getProperty(LOG_LEVEL, "off"));
    return new CampaignExample(new PrintStream(System.out, true, StandardCharsets.UTF_8))
        .start(args);
  }

  int start(String[] args) {
    CampaignOptions options;
    try {
      options = CampaignOptions.parse(args);
    } catch (IllegalArgumentException wrong) {
      out.println(wrong.getMessage());
      return 2;
    }
    Campaign campaign = options.campaign();
    return options.replay().isPresent()
        ? replay(campaign, options.replay().getAsLong())
        : tryAll(campaign);
  }

  private int replay(Campaign campaign, long seed) {
    boolean[] violated = {false};
    campaign.replay(
        seed,
        line -> {
          violated[0] |= line.startsWith("violation: ");
          out.print(line + "\n"); // the same bytes on every platform
        });
    return violated[0] ? 1 : 0;
  }

  private int tryAll(Campaign campaign) {
    heap.sample(0);
    CampaignReport report = campaign.progress(this::progress).run();
    out.println();
    ReportTables.of(report).forEach(out::println);
    heap.sample(report.seeds());
    out.println();
    out.println(heap);
    List<String> missed = CampaignAims.missedBy(report);
    missed.forEach(aim -> out.println("fell short: " + aim));
    report.violations().stream().limit(1).forEach(first -> explain(campaign, first));
    return report.violations().isEmpty() && missed.isEmpty() ? 0 : 1;
  }

  private void progress(CampaignReport soFar) {
    if (soFar.seeds() - told >= TOLD_EVERY_SEEDS) {
      told = soFar.seeds();
      heap.sampleNowAndThen(told);
      out.printf(
          "%,d seeds, %,.0f a second and thread, %,d finished, %,d violations%n",
          soFar.seeds(),
          soFar.seedsPerSecondPerThread(),
          soFar.endings().finished(),
          soFar.violations().size());
    }
  }

  private void explain(Campaign campaign, Violation violation) {
    out.printf("%nthe shortest history that shows a failure like that of %s%n%n", violation);
    campaign.shortest(violation.seed()).forEach(out::println);
  }
}
