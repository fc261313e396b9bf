package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which pods the nodes would let in that a pool makes now. */
class NodeOfferTest {
  private static final Taint TEAM = new Taint("team", "shop", Taint.Effect.NO_SCHEDULE);
  private static final NodeOffer OFFER =
      new NodeOffer(
          Map.of("team", "shop"),
          List.of(
              Requirement.in(Node.ZONE_LABEL, "a", "b"),
              requirement("kubernetes.io/arch", Requirement.Operator.NOT_IN, "arm64"),
              requirement("karpenter.k8s.aws/instance-cpu", Requirement.Operator.GREATER_THAN, "3"),
              requirement("example.com/rack", Requirement.Operator.EXISTS)),
          List.of(),
          0);

  @Test
  void a_zone_is_offered_where_the_pool_may_choose_it() {
    assertThat(selects(Node.ZONE_LABEL, "b")).isTrue();
    assertThat(selects(Node.ZONE_LABEL, "c")).isFalse();
    assertThat(selects("topology.kubernetes.io/region", "eu-west-1")).isTrue();
  }

  @Test
  void what_the_pool_excludes_is_not_offered() {
    assertThat(selects("kubernetes.io/arch", "arm64")).isFalse();
    assertThat(selects("kubernetes.io/arch", "amd64")).isTrue();
    assertThat(selects("karpenter.k8s.aws/instance-cpu", "2")).isFalse();
    assertThat(selects("karpenter.k8s.aws/instance-cpu", "8")).isTrue();
  }

  @Test
  void a_label_of_ones_own_is_offered_where_the_pool_gives_it_or_leaves_it_open() {
    assertThat(selects("team", "shop")).isTrue();
    assertThat(selects("team", "bank")).isFalse();
    assertThat(selects("disk", "fast")).isFalse();
    assertThat(selects("example.com/rack", "7")).isTrue();
  }

  @Test
  void no_pool_makes_a_node_of_a_name_that_a_pod_asks_for() {
    assertThat(selects(Node.HOSTNAME_LABEL, "node-1")).isFalse();
  }

  @Test
  void one_alternative_is_enough_and_each_volume_needs_one() {
    NodeTerm zoneB = NodeTerm.of(Requirement.in(Node.ZONE_LABEL, "b"));
    NodeTerm zoneC = NodeTerm.of(Requirement.in(Node.ZONE_LABEL, "c"));

    assertThat(OFFER.admits(volumes(List.of(zoneC, zoneB)))).isTrue();
    assertThat(OFFER.admits(volumes(List.of(zoneB), List.of(zoneC)))).isFalse();
  }

  @Test
  void a_demand_that_something_is_not_there_is_met_by_what_the_pool_does_not_give() {
    assertThat(term(requirement("disk", Requirement.Operator.DOES_NOT_EXIST))).isTrue();
    assertThat(term(requirement("team", Requirement.Operator.DOES_NOT_EXIST))).isFalse();
    assertThat(term(requirement(Node.ZONE_LABEL, Requirement.Operator.NOT_IN, "a"))).isTrue();
    assertThat(term(requirement(Node.ZONE_LABEL, Requirement.Operator.NOT_IN, "a", "b"))).isFalse();
  }

  @Test
  void a_taint_keeps_out_whoever_does_not_tolerate_it_unless_it_is_only_a_wish() {
    assertThat(with(TEAM).admits(Placement.ANYWHERE)).isFalse();
    assertThat(
            with(new Taint("team", "shop", Taint.Effect.PREFER_NO_SCHEDULE))
                .admits(Placement.ANYWHERE))
        .isTrue();
  }

  private static NodeOffer with(Taint taint) {
    return new NodeOffer(Map.of(), List.of(), List.of(taint), 0);
  }

  private static boolean selects(String key, String value) {
    return OFFER.admits(Placement.ANYWHERE.withNodeSelector(Map.of(key, value)));
  }

  private static boolean term(Requirement requirement) {
    return OFFER.admits(volumes(List.of(NodeTerm.of(requirement))));
  }

  @SafeVarargs
  private static Placement volumes(List<NodeTerm>... volumes) {
    return Placement.ANYWHERE.withVolumeTerms(List.of(volumes));
  }

  private static Requirement requirement(
      String key, Requirement.Operator operator, String... values) {
    return new Requirement(key, operator, List.of(values));
  }
}
