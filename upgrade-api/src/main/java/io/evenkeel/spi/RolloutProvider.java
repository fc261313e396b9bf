package io.evenkeel.spi;

import io.evenkeel.Target;
import io.evenkeel.model.ResolvedTarget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A cloud that replaces the nodes of a group itself: somebody else drains, we start, watch, explain
 * and verify.
 *
 * <p>Not driven by this version: starting a plan with such a group ends with {@link
 * io.evenkeel.FailureReason#PREFLIGHT}.
 *
 * <p>Each write is one attempt. Methods may block.
 */
public non-sealed interface RolloutProvider extends CloudProvider {

  /** Returns what stands against a rollout of this group; reads only. */
  CompletionStage<Answer<List<Finding>>> inspect(String group);

  /** Pins the target; reads only. */
  CompletionStage<Answer<ResolvedTarget>> resolve(String group, Target target);

  /** Starts a rollout, or finds the one that the same token has started, and returns its id. */
  CompletionStage<Answer<String>> start(String group, ResolvedTarget target, String token);

  /** Reads how far the rollout is. */
  CompletionStage<Answer<RolloutState>> observe(String group, String rollout);

  /** Asks that the rollout stop; {@link Answer.Refused} where the cloud cannot. */
  CompletionStage<Answer<Answer.Done>> cancel(String group, String rollout);

  /** Returns what is not yet as the target wants it, after the rollout has ended; empty is good. */
  CompletionStage<Answer<List<Finding>>> verify(String group, ResolvedTarget target);

  /** Returns how long to wait before looking again. */
  default Duration observeEvery() {
    return Duration.ofSeconds(15);
  }
}
