package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.GroupPlan;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.spi.Answer;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Reads of a group before a run begins; what cannot be read ends it by name. */
final class GroupReads {
  private final FirstReads reads;

  GroupReads(FirstReads reads) {
    this.reads = reads;
  }

  <T> CompletionStage<T> read(
      GroupPlan group, String doing, Supplier<CompletionStage<Answer<T>>> call) {
    String what = PlugIns.call(group.provider(), doing, "of node group " + group.name());
    return reads
        .read("node group " + group.name(), what, call)
        .thenApply(answer -> answer.value().orElseThrow(() -> failed(group, doing, answer)));
  }

  private static <T> StartException failed(GroupPlan group, String doing, Answer<T> answer) {
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
