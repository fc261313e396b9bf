package io.evenkeel.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanDigestTest {
  private static final String CLUSTER = "cluster c, at most 100 nodes draining";

  @Test
  void only_the_parts_that_differ_are_told() {
    PlanDigest one = digest("group workers of aws to latest image, max surge 1 nodes");
    PlanDigest other = digest("group workers of aws to latest image, max surge 2 nodes");

    assertThat(one.differenceTo(other))
        .isEqualTo(
            "it has [group workers: max surge 1 nodes], not [group workers: max surge 2 nodes]");
  }

  @Test
  void a_group_that_the_other_plan_has_not_is_told_in_full() {
    PlanDigest one = digest("group workers of aws to latest image, max surge 1 nodes");

    assertThat(one.differenceTo(new PlanDigest(List.of(CLUSTER))))
        .isEqualTo("it has [group workers of aws to latest image, max surge 1 nodes], not []");
  }

  private static PlanDigest digest(String group) {
    return new PlanDigest(List.of(CLUSTER, group));
  }
}
