package io.evenkeel.engine.internal.run;

import io.evenkeel.Target;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.spi.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Looks, at the end of a run, whether a target that moves has moved on meanwhile. The run has kept
 * to what it had pinned; who reads its outcome may want to know.
 */
final class NewerTargets {
  private final RunParts parts;

  NewerTargets(RunParts parts) {
    this.parts = parts;
  }

  /** Completes once every group has been looked at; what cannot be read is not told. */
  CompletionStage<Boolean> look() {
    CompletionStage<Boolean> all = CompletableFuture.completedStage(true);
    for (GroupView group : parts.state().groups()) {
      if (moves(group.plan().target())) {
        all = all.thenCombine(look(group), Boolean::logicalAnd);
      }
    }
    return all;
  }

  private static boolean moves(Target target) {
    return target instanceof Target.LatestImage || target instanceof Target.Kubernetes;
  }

  private CompletionStage<Boolean> look(GroupView group) {
    var provider = group.plan().provider();
    return parts
        .calls()
        .call(
            PlugIns.call(provider, "resolve", "of node group " + group.name()),
            () -> provider.resolve(group.name(), group.plan().target()))
        .handle(
            (answer, fault) -> {
              if (answer instanceof Answer.Ok<ResolvedTarget> ok && differs(ok.result(), group)) {
                group.tally().newerTarget(ok.result().description());
              }
              return true;
            });
  }

  private static boolean differs(ResolvedTarget now, GroupView group) {
    return !now.image().isEmpty() && !now.image().equals(group.target().image());
  }
}
