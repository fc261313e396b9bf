package io.evenkeel.campaign.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.campaign.Fault;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Worlds that a campaign has come upon, and that no few lines of a scene lead to. */
class KnownWorldsTest {

  /** Two new nodes of one zone are given back, and one of them holds the disks of that zone. */
  @Test
  void a_node_that_is_given_back_is_no_room_for_what_another_one_holds_that_goes_with_it() {
    // when
    Trial trial = world(20_262_761);

    // then
    assertThat(trial.succeeded()).as(trial.describe()).isTrue();
    assertThat(trial.violated()).isFalse();
  }

  /** Pods fill the new nodes in such a way that the last borrowed one cannot be emptied. */
  @Test
  void the_pod_that_keeps_the_last_borrowed_node_is_named() {
    // when
    Trial trial = world(13_510);

    // then
    assertThat(trial.failedFor(FailureReason.NO_CAPACITY)).isTrue();
    assertThat(trial.describe())
        .containsPattern(
            "borrowed nodes cannot be given back: pod \\S+ of node \\S+ finds no room");
    assertThat(trial.violated()).isFalse();
  }

  /** A run that ends has emptied a node which another tool had closed, and opens before it goes. */
  @Test
  void a_new_node_that_others_open_while_it_is_given_back_leaves_no_mark_behind() {
    // when
    Trial trial = world(18_331);

    // then
    assertThat(trial.failedFor(FailureReason.DRAIN_STUCK)).isTrue();
    assertThat(trial.describe()).doesNotContain("our marks remain");
    assertThat(trial.violated()).isFalse();
  }

  /** Another tool opens a node after load balancers have let go of it, and pods come there. */
  @Test
  void a_node_that_has_left_its_target_groups_and_stays_is_named_by_the_outcome() {
    // when
    Trial trial = world(21_779);

    // then
    assertThat(trial.describe()).contains("has left its target groups: register it there again");
    assertThat(trial.violated()).isFalse();
  }

  /** Somebody terminates the last new node of a group that others have made smaller meanwhile. */
  @Test
  void what_a_group_launches_for_an_instance_that_others_terminate_is_not_surge() {
    // when
    Trial trial = world(31_799);

    // then
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /** Others have the empty node taken that the run, which is told late, asks to be terminated. */
  @Test
  void a_node_that_others_have_taken_before_the_run_lets_it_go_is_not_the_canarys_place() {
    // when
    Trial trial = world(100_323);

    // then
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /**
   * Somebody points the group back while it makes room for its canary, so that an old one comes.
   */
  @Test
  void a_place_that_others_have_filled_with_an_old_node_is_made_anew_for_the_canary() {
    // when
    Trial trial = world(117_922);

    // then
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /** A group tells its new size with its old instances, and a node of those is counted. */
  @Test
  void a_node_that_the_group_still_tells_of_is_available_while_it_is_ready() {
    // when
    Trial trial = world(114_265);

    // then
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /** Somebody deletes the group a second before the run is told. */
  @Test
  void a_group_whose_end_has_not_been_told_has_its_nodes() {
    // when
    Trial trial = world(116_453);

    // then
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /** A node joins while a slow watch moves to a server that is behind, and is told of later. */
  @Test
  void a_node_that_joins_while_the_watch_moves_is_seen() {
    // when
    Trial trial = world(111_906);

    // then
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /** A hook that nobody answers holds the surge that a failing run gives back. */
  @Test
  void a_run_that_ends_early_does_not_wait_for_a_hook_until_it_gives_up_cleaning() {
    // when
    Trial trial = world(110_254);

    // then
    assertThat(trial.describe()).doesNotContain("our marks remain");
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /** A termination that was accepted has no effect, and others have the group choose the same. */
  @Test
  void what_others_have_a_group_choose_is_not_what_was_given_back() {
    // when
    Trial trial = world(121_574);

    // then
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /** A node whose pods are held keeps room on the only new node of another group. */
  @Test
  void room_that_is_kept_for_a_drain_that_is_held_is_room_for_nobody_else() {
    // when
    Trial trial = world(130_492);

    // then
    assertThat(trial.failedFor(FailureReason.NO_CAPACITY)).as(trial.describe()).isTrue();
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /**
   * Pages lag by a minute while somebody makes use of the maximum that is about to be given back.
   */
  @Test
  void a_maximum_is_not_given_back_by_a_look_that_is_a_minute_old() {
    // when
    Trial trial = world(122_057);

    // then
    assertThat(trial.violated()).as(trial.describe()).isFalse();
  }

  /** The selector demands an order, and its first new node cannot be emptied at the end. */
  @Test
  void the_order_of_old_nodes_is_none_for_new_ones_that_are_given_back() {
    // when
    Trial trial = world(446);

    // then
    assertThat(trial.succeeded()).as(trial.describe()).isTrue();
    assertThat(trial.violated()).isFalse();
  }

  /** Goes through the world of that seed, with any faults and with crashes. */
  /** A new node that is given back holds a pod whose budget lets none go. */
  @Test
  void replicas_are_added_once_also_where_it_is_a_new_node_that_is_emptied() {
    // when
    Trial trial = world(49_951);

    // then
    assertThat(trial.succeeded()).as(trial.describe()).isTrue();
    assertThat(trial.violated()).isFalse();
  }

  /** A node that was to go as unused is opened again, and a budget allows an eviction meanwhile. */
  @Test
  void nothing_is_evicted_from_a_node_that_is_being_opened() {
    assertThat(world(53_738).violated()).isFalse();
  }

  /** A machine is lost, and its pods come to where those of an unused node were to go. */
  @Test
  void a_node_is_needed_again_when_others_have_taken_the_room_of_its_pods() {
    // when
    Trial trial = world(53_740);

    // then
    assertThat(trial.succeeded()).as(trial.describe()).isTrue();
    assertThat(trial.violated()).isFalse();
  }

  /** One group removes what is unused while the cloud throttles the first writes of another. */
  @Test
  void unused_nodes_wait_until_the_outdated_nodes_of_all_groups_are_marked() {
    assertThat(world(62_346).violated()).isFalse();
  }

  /** A machine registers anew, without our marks, while its load balancers let go of it. */
  @Test
  void a_machine_that_has_lost_the_mark_of_its_leaving_is_named_by_the_outcome() {
    // when
    Trial trial = world(94_821);

    // then
    assertThat(trial.describe()).contains("has left its target groups: register it there again");
    assertThat(trial.violated()).isFalse();
  }

  /** A machine that was to go as unused registers anew, and is replaced like the others then. */
  @Test
  void a_machine_that_registers_anew_is_not_taken_for_unused_any_more() {
    // when
    Trial trial = world(74_588);

    // then
    assertThat(trial.succeeded()).as(trial.describe()).isTrue();
    assertThat(trial.violated()).isFalse();
  }

  private static Trial world(long seed) {
    Scenario scenario = Scenario.drawn(seed, EnumSet.allOf(Fault.class), true);
    return TrialRun.of(scenario, PlugIns.MADE_UP).toTheEnd();
  }
}
