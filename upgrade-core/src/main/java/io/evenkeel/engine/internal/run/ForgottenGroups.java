package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.state.RunState;
import java.util.List;
import java.util.stream.Stream;

/** Groups and pools that a run has changed and that its cleanup was not told of. */
final class ForgottenGroups {
  private ForgottenGroups() {}

  /**
   * Refuses a cleanup that would leave a group as it is, and forget what it was before.
   *
   * @throws StartException naming each of them
   */
  static void refuse(RunState run, LeaseBook book) {
    List<String> forgotten =
        Stream.concat(
                book.groups().stream()
                    .filter(name -> run.group(name).isEmpty())
                    .map(name -> "node group " + name),
                book.pools().stream()
                    .filter(name -> run.rollouts().named(name).isEmpty())
                    .map(name -> "node pool " + name))
            .toList();
    if (!forgotten.isEmpty()) {
      throw new StartException(
          FailureReason.PREFLIGHT,
          "run " + book.run().orElse("") + " has also changed " + String.join(", ", forgotten),
          "name them too");
    }
  }
}
