package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.simulation.CloudChange;
import java.util.Map;
import java.util.Optional;

/**
 * A change of size that a process has written down, and the very same by others before it has sent
 * its own. Where the process dies, nobody can tell the one from the other: if who goes on takes the
 * change for the one that was written down, then that is what it is.
 */
final class LookAlike {
  private Optional<Step> step = Optional.empty();
  private Optional<Credit> byOthers = Optional.empty();

  /** A change that is written down, and what the run had borrowed before it. */
  private record Step(Caller by, String what, int borrowed) {}

  /** The run writes its marks; returns the change by others that it takes for its own by them. */
  Optional<Credit> marked(Caller by, Map<String, String> marks) {
    String what = aim(marks.getOrDefault("pending", "none"));
    if (step.filter(known -> known.what().equals(what)).isPresent()) {
      return Optional.empty();
    }
    int borrowed = Integer.parseInt(marks.getOrDefault("borrowed", "0"));
    Optional<Credit> taken = byOthers.filter(change -> counts(change, by, borrowed));
    step = Optional.of(new Step(by, what, borrowed));
    byOthers = Optional.empty();
    return taken;
  }

  private boolean counts(Credit change, Caller by, int borrowed) {
    return step.filter(known -> known.by() != by && known.borrowed() + change.desired() == borrowed)
        .isPresent();
  }

  /** Others have changed the size. */
  void changed(CloudChange change, Credit size) {
    if (step.filter(known -> known.what().equals(asWrittenDown(change, size))).isPresent()) {
      byOthers = Optional.of(size);
    }
  }

  private static String asWrittenDown(CloudChange change, Credit size) {
    return change.kind() == CloudChange.Kind.TERMINATING
        ? "give-back %s".formatted(change.subject())
        : "set to %d %d".formatted(size.to(), size.maxTo());
  }

  /** From which size a resize begins is no matter: it finds the one that there is by then. */
  private static String aim(String pending) {
    String[] words = pending.split(" ");
    return switch (words[0]) {
      case "set" -> "set to %s %s".formatted(words[2], words[4]);
      case "give-back" -> "give-back " + words[1];
      default -> pending;
    };
  }
}
