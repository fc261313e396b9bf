package io.evenkeel.engine.internal.run;

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
    String subject = group.inWords();
    return reads
        .read(subject, PlugIns.call(group.provider(), doing, "of " + subject), call)
        .thenApply(
            answer -> answer.value().orElseThrow(() -> FirstReadFailures.of(subject, answer)));
  }
}
