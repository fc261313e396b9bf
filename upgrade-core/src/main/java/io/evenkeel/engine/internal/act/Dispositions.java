package io.evenkeel.engine.internal.act;

import io.evenkeel.Disposition;
import org.jspecify.annotations.Nullable;

/** Checks what a drain policy proposes; what is incomplete says nothing. */
final class Dispositions {
  private Dispositions() {}

  /** Returns whether a part is missing that the proposal needs. */
  static boolean lacks(Disposition answer) {
    boolean complete =
        answer instanceof Disposition.Evict evict
            ? there(evict.grace())
            : answer instanceof Disposition.Delete delete
                ? there(delete.grace()) && there(delete.because())
                : answer instanceof Disposition.Leave leave
                    ? there(leave.because())
                    : there(((Disposition.Hold) answer).because());
    return !complete;
  }

  private static boolean there(@Nullable Object part) {
    return part != null;
  }
}
