package io.evenkeel.engine.internal.run;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.evenkeel.FailureReason;
import io.evenkeel.GroupPlan;
import io.evenkeel.engine.internal.act.FactQuestions;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.state.ProviderFacts;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.InstanceProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The first look at a group: what it is, what stands against it, and what it must become. */
final class Survey {
  private final PlugInCalls calls;
  private final FirstReads reads;

  Survey(PlugInCalls calls, FirstReads reads) {
    this.calls = calls;
    this.reads = reads;
  }

  /** What was found of one group. */
  record Surveyed(
      GroupPlan.SelfDriven plan,
      GroupState state,
      TemplateVersion launchesFrom,
      ResolvedTarget target,
      List<Finding> findings,
      ProviderFacts facts) {}

  CompletionStage<Surveyed> of(
      GroupPlan.SelfDriven group, Optional<ResolvedTarget> pinned, List<String> providerIds) {
    InstanceProvider provider = group.provider();
    String name = group.name();
    return facts(provider, providerIds)
        .thenCompose(
            facts ->
                read(group, "observe", () -> provider.observe(name))
                    .thenCompose(
                        state ->
                            read(group, "inspect", () -> provider.inspect(name))
                                .thenCompose(
                                    findings -> resolve(group, state, findings, facts, pinned))));
  }

  private CompletionStage<ProviderFacts> facts(InstanceProvider provider, List<String> ids) {
    return calls.ask(
        PlugIns.name(provider) + ": observeEvery(), interferingProcesses() or instanceIdOf(..)",
        () -> FactQuestions.of(provider, ids));
  }

  private CompletionStage<Surveyed> resolve(
      GroupPlan.SelfDriven group,
      GroupState state,
      List<Finding> findings,
      ProviderFacts facts,
      Optional<ResolvedTarget> pinned) {
    if (findings.stream().anyMatch(Finding::blocks)) {
      ResolvedTarget none = new ResolvedTarget("", Optional.empty(), "not resolved");
      return completedStage(new Surveyed(group, state, state.pointer(), none, findings, facts));
    }
    return pointer(group, state)
        .thenCompose(
            pointer ->
                target(group, pinned)
                    .thenApply(
                        target -> new Surveyed(group, state, pointer, target, findings, facts)));
  }

  private CompletionStage<TemplateVersion> pointer(GroupPlan.SelfDriven group, GroupState state) {
    return state.pointer().floating()
        ? read(group, "launchesFrom", () -> group.provider().launchesFrom(group.name()))
        : completedStage(state.pointer());
  }

  private CompletionStage<ResolvedTarget> target(
      GroupPlan.SelfDriven group, Optional<ResolvedTarget> pinned) {
    return pinned.isPresent()
        ? completedStage(pinned.get())
        : read(group, "resolve", () -> group.provider().resolve(group.name(), group.target()));
  }

  private <T> CompletionStage<T> read(
      GroupPlan.SelfDriven group, String doing, Supplier<CompletionStage<Answer<T>>> call) {
    String what = PlugIns.call(group.provider(), doing, "of node group " + group.name());
    return reads
        .read("node group " + group.name(), what, call)
        .thenApply(answer -> answer.value().orElseThrow(() -> failed(group, doing, answer)));
  }

  private static <T> StartException failed(
      GroupPlan.SelfDriven group, String doing, Answer<T> answer) {
    String because =
        "node group "
            + group.name()
            + " ("
            + doing
            + "): "
            + answer.problem().map(Answer.Problem::because).orElse("");
    if (answer instanceof Answer.Denied<T> denied) {
      return new StartException(FailureReason.DENIED, because, "grant " + denied.permission());
    }
    if (answer instanceof Answer.Unauthenticated<T>) {
      return new StartException(
          FailureReason.DENIED, because, "provide credentials, or renew those that have expired");
    }
    if (answer instanceof Answer.Missing<T> || answer instanceof Answer.Refused<T>) {
      return new StartException(
          FailureReason.PREFLIGHT,
          because,
          "check the name of the group, the region and the target");
    }
    return new StartException(
        FailureReason.UNREACHABLE, because, "check the connection to the cloud, then start again");
  }
}
