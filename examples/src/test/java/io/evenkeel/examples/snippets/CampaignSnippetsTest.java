package io.evenkeel.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Disposition;
import io.evenkeel.DrainPolicy;
import io.evenkeel.campaign.Campaign;
import io.evenkeel.campaign.CampaignReport;
import io.evenkeel.campaign.Fault;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class CampaignSnippetsTest {

  // region fuzz
  @Test
  void myPolicyIsSafeInAnyCluster() {
    DrainPolicy mine =
        subject ->
            subject.pod().systemCritical()
                ? Disposition.hold("what is critical is moved by hand")
                : DrainPolicy.eks().decide(subject);
    CampaignReport report = new Campaign().seeds(100).drainPolicy(seed -> mine).run();
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isGreaterThan(50);
  }

  // endregion

  static CampaignReport withFaults(DrainPolicy mine) {
    // region faults
    CampaignReport report =
        new Campaign()
            .seeds(10_000)
            .faults(EnumSet.of(Fault.SPOT_INTERRUPTION, Fault.CLOUD_THROTTLING))
            .crashes(true)
            .drainPolicy(seed -> mine)
            .run();
    // endregion
    return report;
  }

  static void replay(Campaign campaign, long seed) {
    // region replay
    campaign.replay(seed, System.out::println);
    campaign.shortest(seed).forEach(System.out::println);
    // endregion
  }
}
