package io.evenkeel.engine.internal.run;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.evenkeel.GroupPlan;
import io.evenkeel.engine.internal.act.FactQuestions;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.state.ProviderFacts;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.InstanceProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The first look at a group: what it is, what stands against it, and what it must become. */
final class Survey {
  private final PlugInCalls calls;
  private final GroupReads reads;

  Survey(PlugInCalls calls, FirstReads reads) {
    this.calls = calls;
    this.reads = new GroupReads(reads);
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
                reads
                    .read(group, "observe", () -> provider.observe(name))
                    .thenCompose(
                        state ->
                            reads
                                .read(group, "inspect", () -> provider.inspect(name))
                                .thenCompose(
                                    findings -> resolve(group, state, findings, facts, pinned))));
  }

  private CompletionStage<ProviderFacts> facts(InstanceProvider provider, List<String> ids) {
    return calls.ask(
        PlugIns.name(provider) + ": observeEvery() or instanceIdOf(..)",
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
        ? reads.read(group, "launchesFrom", () -> group.provider().launchesFrom(group.name()))
        : completedStage(state.pointer());
  }

  private CompletionStage<ResolvedTarget> target(
      GroupPlan.SelfDriven group, Optional<ResolvedTarget> pinned) {
    return pinned.isPresent()
        ? completedStage(pinned.get())
        : reads.read(
            group, "resolve", () -> group.provider().resolve(group.name(), group.target()));
  }
}
