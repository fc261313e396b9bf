package io.evenkeel.spi;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A plain provider behind the asynchronous port; callers give it a thread that may block. */
record BlockingInstanceAdapter(BlockingInstanceProvider plain) implements InstanceProvider {

  @Override
  public String name() {
    return plain.name();
  }

  @Override
  public CompletionStage<Answer<GroupState>> observe(String group) {
    return completedStage(plain.observe(group));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group) {
    return completedStage(plain.inspect(group));
  }

  @Override
  public CompletionStage<Answer<ResolvedTarget>> resolve(String group, Target target) {
    return completedStage(plain.resolve(group, target));
  }

  @Override
  public CompletionStage<Answer<ResolvedTarget>> createTemplate(
      String group, ResolvedTarget target, String token) {
    return completedStage(plain.createTemplate(group, target, token));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> point(
      String group, TemplateVersion from, TemplateVersion to) {
    return completedStage(plain.point(group, from, to));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> resize(String group, Resize resize) {
    return completedStage(plain.resize(group, resize));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> terminate(
      String group, String instanceId, AfterTermination after) {
    return completedStage(plain.terminate(group, instanceId, after));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> deregister(String group, String instanceId) {
    return completedStage(plain.deregister(group, instanceId));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> suspend(String group, List<String> processes) {
    return completedStage(plain.suspend(group, processes));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> resume(String group, List<String> processes) {
    return completedStage(plain.resume(group, processes));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> mark(String group, Map<String, String> marks) {
    return completedStage(plain.mark(group, marks));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> unmark(String group, List<String> names) {
    return completedStage(plain.unmark(group, names));
  }
}
