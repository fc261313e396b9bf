package io.evenkeel.spi;

import io.evenkeel.Target;
import io.evenkeel.model.RolloutTarget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A cloud that replaces the nodes of a group itself: <em>it</em> drains and terminates, we start,
 * watch, explain and verify.
 *
 * <p>Each write is one attempt. Stages complete normally with an answer; see {@link ClusterClient}
 * for what an exceptional completion means. Methods may block.
 */
public non-sealed interface RolloutProvider extends CloudProvider {

  /** Reads the group as it is now; {@link Answer.Missing} where there is no such group. */
  CompletionStage<Answer<RolloutGroup>> observe(String group);

  /** Returns what stands against a rollout of this group; reads only. */
  CompletionStage<Answer<List<Finding>>> inspect(String group, RolloutTarget target);

  /** Pins the target; reads only. */
  CompletionStage<Answer<RolloutTarget>> resolve(String group, Target target);

  /** Sets how many nodes of the group are taken at once, in this rollout and in others. */
  CompletionStage<Answer<Answer.Done>> pace(String group, RolloutPace pace);

  /**
   * Starts a rollout and returns its id; with a token that has started one already, returns that
   * one. {@link Answer.Conflict} where another rollout of the group is under way.
   */
  CompletionStage<Answer<String>> start(String group, RolloutOrder order, String token);

  /** Reads how far the rollout is. */
  CompletionStage<Answer<RolloutState>> progress(String group, String rollout);

  /** Asks that the rollout stop; {@link Answer.Refused} where the cloud cannot. */
  CompletionStage<Answer<Answer.Done>> cancel(String group, String rollout);

  /**
   * Returns what the cloud does not show yet as the target wants it, after the rollout has ended;
   * empty is good. That the nodes have the target's labels is not for the provider to look at.
   */
  CompletionStage<Answer<List<Finding>>> verify(String group, RolloutTarget target);

  /** Returns how long to wait before looking again while a rollout is under way. */
  default Duration observeEvery() {
    return Duration.ofSeconds(15);
  }
}
