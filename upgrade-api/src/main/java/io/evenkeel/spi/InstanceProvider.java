package io.evenkeel.spi;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A cloud whose groups launch and terminate instances at our word: <em>we</em> replace the nodes.
 *
 * <p>Each write is one attempt, checks its precondition just before, and never sheds an instance
 * that was not named. Stages complete normally with an answer; see {@link ClusterClient} for what
 * an exceptional completion means. Methods may block.
 */
public non-sealed interface InstanceProvider extends CloudProvider {

  /** Reads the group as it is now; {@link Answer.Missing} where there is no such group. */
  CompletionStage<Answer<GroupState>> observe(String group);

  /**
   * Returns the numbered version that the group launches from now, also where its pointer shows an
   * alias; reads only. By default the pointer is that version.
   */
  default CompletionStage<Answer<TemplateVersion>> launchesFrom(String group) {
    return observe(group).thenApply(answer -> answer.map(GroupState::pointer));
  }

  /** Returns what stands against changing this group, and what is worth a warning; reads only. */
  CompletionStage<Answer<List<Finding>>> inspect(String group);

  /**
   * Pins the target to an image and, where it exists already, to a template version; reads only.
   */
  CompletionStage<Answer<ResolvedTarget>> resolve(String group, Target target);

  /**
   * Creates the template version of a target that has none yet. Calling it again with the same
   * token returns the same version.
   */
  CompletionStage<Answer<ResolvedTarget>> createTemplate(
      String group, ResolvedTarget target, String token);

  /** Makes the group launch from {@code to}, only if it now launches from {@code from}. */
  CompletionStage<Answer<Answer.Done>> point(
      String group, TemplateVersion from, TemplateVersion to);

  /** Changes desired and maximum size; never below the number of instances present. */
  CompletionStage<Answer<Answer.Done>> resize(String group, Resize resize);

  /** Asks that the instance of that id go; {@link Answer.Missing} where it is gone already. */
  CompletionStage<Answer<Answer.Done>> terminate(
      String group, String instanceId, AfterTermination after);

  /**
   * Takes the instance out of every target group that sends it traffic; nothing new comes from then
   * on, and what is under way ends within the delay of the target group. {@link #observe} shows
   * when that is over. Calling it again changes nothing. By default there are no target groups.
   */
  default CompletionStage<Answer<Answer.Done>> deregister(String group, String instanceId) {
    return CompletableFuture.completedStage(Answer.done());
  }

  /** Switches the named processes of the group off. */
  CompletionStage<Answer<Answer.Done>> suspend(String group, List<String> processes);

  /** Switches the named processes of the group on again. */
  CompletionStage<Answer<Answer.Done>> resume(String group, List<String> processes);

  /** Writes marks on the group; they are not passed on to instances. */
  CompletionStage<Answer<Answer.Done>> mark(String group, Map<String, String> marks);

  /** Removes marks of these names from the group. */
  CompletionStage<Answer<Answer.Done>> unmark(String group, List<String> names);

  /** Returns how the node names its machine, given its provider id; by default the last part. */
  default String instanceIdOf(String providerId) {
    return providerId.substring(providerId.lastIndexOf('/') + 1);
  }

  /** Returns how long to wait before looking again while something is under way. */
  default Duration observeEvery() {
    return Duration.ofSeconds(15);
  }

  /** Calls the hint whenever the group may have changed; by default never. */
  default Subscription onChange(String group, Runnable hint) {
    return () -> {};
  }

  /** Wraps a plain implementation; its methods are called where they may block. */
  static InstanceProvider blocking(BlockingInstanceProvider plain) {
    return new BlockingInstanceAdapter(plain);
  }
}
