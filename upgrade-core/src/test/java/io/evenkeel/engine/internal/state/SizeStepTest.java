package io.evenkeel.engine.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.SizeChange;
import io.evenkeel.model.TemplateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What pages that lag say of a change of size that was announced. */
class SizeStepTest {
  private static final SizeChange OTHERS_LOWER_IT = changed("change-1", 9, 8);
  private static final SizeChange OURS = changed("change-2", 8, 10);
  private static final SizeChange OTHERS_AFTER_US = changed("change-3", 10, 9);

  @Test
  void a_size_that_others_had_left_before_ours_does_not_show_ours_yet() {
    // given
    SizeStep told = raiseFromNine().asTold(group(9, 9, OURS, OTHERS_LOWER_IT), Sent.ACCEPTED);

    // when
    SizeStep.Seen seen = told.seenIn(group(9, 9, OURS, OTHERS_LOWER_IT), Sent.ACCEPTED);

    // then
    assertThat(told.desiredDelta()).isEqualTo(2);
    assertThat(seen).isEqualTo(SizeStep.Seen.NOT_SHOWN);
  }

  @Test
  void a_size_to_which_others_went_back_after_ours_shows_that_ours_took_effect() {
    // given
    GroupState group = group(9, 9, OTHERS_AFTER_US, OURS, OTHERS_LOWER_IT);

    // when
    SizeStep told = raiseFromNine().asTold(group, Sent.ACCEPTED);

    // then
    assertThat(told.seenIn(group, Sent.ACCEPTED)).isEqualTo(SizeStep.Seen.TOOK_EFFECT);
  }

  @Test
  void the_new_size_shows_that_ours_took_effect() {
    // given
    GroupState group = group(10, 10, OURS, OTHERS_LOWER_IT);

    // when
    SizeStep told = raiseFromNine().asTold(group, Sent.ACCEPTED);

    // then
    assertThat(told.seenIn(group, Sent.ACCEPTED)).isEqualTo(SizeStep.Seen.TOOK_EFFECT);
  }

  @Test
  void a_place_that_went_since_others_made_the_group_smaller_is_not_taken_for_the_one_given_back() {
    // given: the termination was accepted, and the group is smaller by the hand of others
    SizeStep step = SizeStep.giveBack(group(9, 9), "i-1", Instant.EPOCH);

    // then
    assertThat(step.seenIn(group(8, 9, OTHERS_LOWER_IT), Sent.ACCEPTED))
        .isEqualTo(SizeStep.Seen.DOUBTFUL);
  }

  @Test
  void a_place_is_given_back_where_others_have_made_the_group_smaller_beside_that() {
    // given
    SizeStep step = SizeStep.giveBack(group(9, 9), "i-1", Instant.EPOCH);

    // then: the group is smaller by one more than others have made it
    assertThat(step.seenIn(group(7, 9, OTHERS_LOWER_IT), Sent.ACCEPTED))
        .isEqualTo(SizeStep.Seen.TOOK_EFFECT);
  }

  private static SizeStep raiseFromNine() {
    return SizeStep.set(group(9, 9), 10, 10, 0, Instant.EPOCH);
  }

  private static GroupState group(int desired, int max, SizeChange... newestFirst) {
    return new GroupState(
        "workers",
        0,
        max,
        desired,
        List.of("a"),
        new TemplateVersion("lt-workers", "1"),
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        List.of(newestFirst),
        List.of());
  }

  private static SizeChange changed(String id, int from, int to) {
    return new SizeChange(id, from, to, SizeChange.Cause.RESIZED, "");
  }
}
