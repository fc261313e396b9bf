package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Disposition;
import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.PodOnNode;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.WhenStuck;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A drain policy that was in order when the plan was built, and is not when the run asks it. */
@SuppressWarnings("NullAway")
class PolicyFaultTest {
  private final World world = World.small(2);
  private boolean built;

  @Test
  void a_policy_that_says_later_to_wait_for_less_than_nothing_ends_the_run_before_it_writes() {
    // given
    DrainPolicy fickle =
        new DrainPolicy() {
          @Override
          public Disposition decide(PodOnNode subject) {
            return Disposition.evict();
          }

          @Override
          public WhenStuck whenStuck() {
            return built
                ? WhenStuck.quarantine(Quantity.nodes(-1))
                : WhenStuck.quarantine(Quantity.nodes(1));
          }
        };

    // when
    UpgradeOutcome.Failed failed = fails(fickle);

    // then
    assertThat(failed.message())
        .contains("the drain policy of workers", "whenStuck()", "0 or more");
    assertThat(world.events).noneMatch(event -> event instanceof UpgradeEvent.RunStarted);
  }

  @Test
  void a_proposal_with_a_null_in_it_ends_the_run_at_once() {
    // given
    Instant before = world.time.now();

    // when
    UpgradeOutcome.Failed failed = fails(subject -> new Disposition.Hold(null));

    // then
    assertThat(failed.message())
        .contains("the drain policy of workers: decide(..) answered Hold[because=null]");
    assertThat(Duration.between(before, world.time.now())).isLessThan(Duration.ofMinutes(10));
  }

  private UpgradeOutcome.Failed fails(DrainPolicy policy) {
    var plan = world.plan(group -> group.drain(policy));
    built = true;
    UpgradeOutcome outcome = world.start(plan).await();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) outcome;
    assertThat(failed.reason()).isEqualTo(FailureReason.PLUG_IN);
    return failed;
  }
}
