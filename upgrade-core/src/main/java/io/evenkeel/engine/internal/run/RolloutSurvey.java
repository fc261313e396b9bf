package io.evenkeel.engine.internal.run;

import io.evenkeel.GroupPlan;
import io.evenkeel.engine.internal.act.FactQuestions;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The first look at a group that somebody else rolls out. */
final class RolloutSurvey {
  private final PlugInCalls calls;
  private final GroupReads reads;

  RolloutSurvey(PlugInCalls calls, FirstReads reads) {
    this.calls = calls;
    this.reads = new GroupReads(reads);
  }

  /**
   * What was found of one group.
   *
   * @param behind what the cloud does not show yet as the target wants it
   * @param offers what nodes the pools of the cluster make, where the group is a pool
   */
  record Surveyed(
      GroupPlan.Delegated plan,
      RolloutGroup group,
      RolloutTarget target,
      List<Finding> findings,
      List<Finding> behind,
      Map<String, NodeOffer> offers,
      Duration observeEvery) {

    RolloutView view(Instant now) {
      return new RolloutView(
          plan, target, observeEvery, group, behind.stream().map(Finding::what).toList(), now);
    }
  }

  CompletionStage<Surveyed> of(GroupPlan.Delegated group, Optional<RolloutTarget> pinned) {
    RolloutProvider provider = group.provider();
    String name = group.name();
    return calls
        .ask(
            PlugIns.name(provider) + ": observeEvery()", () -> FactQuestions.observeEvery(provider))
        .thenCompose(
            every ->
                reads
                    .read(group, "observe", () -> provider.observe(name))
                    .thenCompose(
                        seen ->
                            target(group, pinned)
                                .thenCompose(target -> judged(group, seen, target, every))));
  }

  private CompletionStage<RolloutTarget> target(
      GroupPlan.Delegated group, Optional<RolloutTarget> pinned) {
    return pinned.isPresent()
        ? CompletableFuture.completedStage(pinned.get())
        : reads.read(
            group, "resolve", () -> group.provider().resolve(group.name(), group.target()));
  }

  private CompletionStage<Surveyed> judged(
      GroupPlan.Delegated group, RolloutGroup seen, RolloutTarget target, Duration every) {
    RolloutProvider provider = group.provider();
    String name = group.name();
    return reads
        .read(group, "inspect", () -> provider.inspect(name, target))
        .thenCombine(
            reads.read(group, "verify", () -> provider.verify(name, target)),
            (findings, behind) -> new Found(findings, behind))
        .thenCombine(
            offers(group),
            (found, offers) ->
                new Surveyed(group, seen, target, found.findings(), found.behind(), offers, every));
  }

  /** What the cloud says stands against the target, and what is not as it wants. */
  private record Found(List<Finding> findings, List<Finding> behind) {}

  private CompletionStage<Map<String, NodeOffer>> offers(GroupPlan.Delegated group) {
    return group.pool().isPresent()
        ? reads.read(group, "offers", () -> group.pool().get().provider().offers())
        : CompletableFuture.completedStage(Map.of());
  }
}
