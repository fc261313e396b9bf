package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Answer.Done;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Resize;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** A provider that tells the court what is sent, what is answered, and what is learned. */
public final class WatchedProvider implements InstanceProvider {
  private final InstanceProvider provider;
  private final Court court;
  private final Docket docket;

  /** Returns a provider of the process that has that client. */
  public WatchedProvider(InstanceProvider provider, Court court, WatchedClient client) {
    this.provider = provider;
    this.court = court;
    this.docket = new Docket(court, client.caller());
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public CompletionStage<Answer<GroupState>> observe(String group) {
    return provider
        .observe(group)
        .whenComplete(
            (answer, failure) -> {
              if (answer != null) {
                answer.value().ifPresent(state -> court.afterReaders(() -> told(group, state)));
              }
            });
  }

  private void told(String group, GroupState state) {
    court.group(group).ifPresent(file -> file.told(state));
  }

  @Override
  public CompletionStage<Answer<TemplateVersion>> launchesFrom(String group) {
    return provider.launchesFrom(group);
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group) {
    return provider.inspect(group);
  }

  @Override
  public CompletionStage<Answer<ResolvedTarget>> resolve(String group, Target target) {
    Resolution resolution = new Resolution(court, group, target);
    return provider
        .resolve(group, target)
        .whenComplete(
            (answer, failure) -> {
              if (answer != null) {
                answer.value().ifPresent(resolution::answered);
              }
            });
  }

  @Override
  public CompletionStage<Answer<ResolvedTarget>> createTemplate(
      String group, ResolvedTarget target, String token) {
    return provider.createTemplate(group, target, token);
  }

  @Override
  public CompletionStage<Answer<Done>> point(
      String group, TemplateVersion from, TemplateVersion to) {
    return docket.write(new Act.Point(group, to), () -> provider.point(group, from, to));
  }

  @Override
  public CompletionStage<Answer<Done>> resize(String group, Resize resize) {
    return docket.write(new Act.SetSize(group, resize), () -> provider.resize(group, resize));
  }

  @Override
  public CompletionStage<Answer<Done>> terminate(
      String group, String instanceId, AfterTermination after) {
    return docket.write(
        new Act.Terminate(group, instanceId, after),
        () -> provider.terminate(group, instanceId, after));
  }

  @Override
  public CompletionStage<Answer<Done>> deregister(String group, String instanceId) {
    return docket.write(
        new Act.Deregister(group, instanceId), () -> provider.deregister(group, instanceId));
  }

  @Override
  public CompletionStage<Answer<Done>> suspend(String group, List<String> processes) {
    return docket.write(
        new Act.Suspend(group, processes), () -> provider.suspend(group, processes));
  }

  @Override
  public CompletionStage<Answer<Done>> resume(String group, List<String> processes) {
    return docket.write(new Act.Resume(group, processes), () -> provider.resume(group, processes));
  }

  @Override
  public CompletionStage<Answer<Done>> mark(String group, Map<String, String> marks) {
    return docket.write(
        new Act.Mark(group, new TreeMap<>(marks)), () -> provider.mark(group, marks));
  }

  @Override
  public CompletionStage<Answer<Done>> unmark(String group, List<String> names) {
    return docket.write(new Act.Unmark(group, names), () -> provider.unmark(group, names));
  }

  @Override
  public String instanceIdOf(String providerId) {
    return provider.instanceIdOf(providerId);
  }

  @Override
  public Duration observeEvery() {
    return provider.observeEvery();
  }

  @Override
  public Subscription onChange(String group, Runnable hint) {
    return provider.onChange(group, hint);
  }
}
