package io.evenkeel.engine.internal.act;

import io.evenkeel.engine.internal.state.Sent;
import io.evenkeel.spi.Answer;

/** What is known of an announced step once the call that carries it out has been answered. */
final class SentSteps {
  private SentSteps() {}

  /**
   * Returns what is known now.
   *
   * @param before what was known before this attempt, which an attempt that did nothing leaves
   */
  static Sent after(Sent before, Answer<Answer.Done> answer) {
    if (answer instanceof Answer.Ok<Answer.Done>) {
      return Sent.ACCEPTED;
    }
    if (answer instanceof Answer.Unknown<Answer.Done>) {
      return Sent.UNANSWERED;
    }
    boolean moved =
        answer instanceof Answer.Conflict<Answer.Done>
            || answer instanceof Answer.Missing<Answer.Done>;
    return moved && before == Sent.NOT_YET ? Sent.REFUSED : before;
  }
}
