package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.evenkeel.engine.internal.act.InlineCalls;
import io.evenkeel.engine.internal.act.PlugInException;
import io.evenkeel.simulation.ForeignThreadException;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Virtual time waits for no other thread, and says so where a plug-in answers on one. */
class ForeignThreadTest {
  private final VirtualTimeline time = new VirtualTimeline();
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private final CompletableFuture<String> result =
      new InlineCalls(time, Duration.ofSeconds(20))
          .call("check(..) of gate 'errors'", () -> answer)
          .toCompletableFuture();

  @Test
  void a_plug_in_that_answers_on_a_thread_of_its_own_is_refused_by_name() throws Exception {
    // when
    Thread own = new Thread(() -> answer.complete("open"), "errors-client");
    own.start();
    own.join();
    time.advance(Duration.ofSeconds(20));

    // then
    Throwable fault = catchThrowable(result::join).getCause();
    assertThat(fault)
        .isInstanceOf(PlugInException.class)
        .hasMessageContainingAll("gate 'errors'", "ForeignThreadException", "'errors-client'")
        .hasCauseInstanceOf(ForeignThreadException.class);
  }

  @Test
  void a_plug_in_that_has_not_answered_yet_is_told_what_virtual_time_does_not_wait_for() {
    // when
    time.advance(Duration.ofSeconds(20));

    // then
    assertThat(catchThrowable(result::join).getCause())
        .isInstanceOf(PlugInException.class)
        .hasMessageContainingAll("did not answer within 20 s of virtual time", "blocking(..)");
  }
}
