package io.evenkeel.engine.internal.act;

import io.evenkeel.Disposition;
import org.jspecify.annotations.Nullable;

/** Checks what a drain policy proposes; what is incomplete is taken as a hold that says so. */
final class Dispositions {
  private Dispositions() {}

  static Disposition checked(Disposition answer) {
    boolean complete =
        answer instanceof Disposition.Evict evict
            ? there(evict.grace())
            : answer instanceof Disposition.Delete delete
                ? there(delete.grace()) && there(delete.because())
                : answer instanceof Disposition.Leave leave
                    ? there(leave.because())
                    : there(((Disposition.Hold) answer).because());
    return complete
        ? answer
        : Disposition.hold("the drain policy: decide(..) answered a proposal with a null in it");
  }

  private static boolean there(@Nullable Object part) {
    return part != null;
  }
}
