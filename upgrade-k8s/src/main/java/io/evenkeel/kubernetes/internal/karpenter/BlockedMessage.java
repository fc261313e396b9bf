package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the provisioner means by saying that it does not take a node, in the words of its versions.
 *
 * @param objects what it names: pods or budgets
 */
record BlockedMessage(Meaning meaning, List<ObjectKey> objects) {
  private static final Pattern NAMED =
      Pattern.compile("(?<![\\w./-])([a-z0-9][-a-z0-9]*)/([a-z0-9][-a-z0-9.]*)(?![\\w/-])");

  /** The kinds of reasons. */
  enum Meaning {
    /** A pod is annotated so that nobody moves it. */
    POD_HELD,
    /** The node is annotated so that nobody takes it. */
    NODE_HELD,
    /** A budget allows no eviction. */
    BUDGET,
    /** Several budgets cover a pod. */
    SEVERAL_BUDGETS,
    /** Pods would find no node, existing or new. */
    NO_ROOM,
    /** It will pass by itself within moments. */
    PASSING,
    OTHER
  }

  BlockedMessage {
    objects = List.copyOf(objects);
  }

  static BlockedMessage of(String message) {
    Meaning meaning = meaning(message.toLowerCase(Locale.ROOT));
    return new BlockedMessage(
        meaning, kind(meaning).map(kind -> named(kind, message)).orElse(List.of()));
  }

  private static Meaning meaning(String text) {
    if (text.contains("do-not-disrupt")) {
      return text.startsWith("pod") ? Meaning.POD_HELD : Meaning.NODE_HELD;
    }
    if (text.contains("multiple pdbs")) {
      return Meaning.SEVERAL_BUDGETS;
    }
    if (text.contains("prevents pod evictions")) {
      return Meaning.BUDGET;
    }
    if (text.contains("would schedule")) {
      return Meaning.NO_ROOM;
    }
    boolean passing =
        text.contains("nominated")
            || text.contains("marked for deletion")
            || text.contains("isn't initialized")
            || text.contains("does not have an associated node")
            || text.contains("already being disrupted")
            || text.contains("no pod scheduling errors");
    return passing ? Meaning.PASSING : Meaning.OTHER;
  }

  private static Optional<ObjectKind> kind(Meaning meaning) {
    return switch (meaning) {
      case POD_HELD, NO_ROOM -> Optional.of(ObjectKind.POD);
      case BUDGET, SEVERAL_BUDGETS -> Optional.of(ObjectKind.BUDGET);
      default -> Optional.empty();
    };
  }

  private static List<ObjectKey> named(ObjectKind kind, String message) {
    List<ObjectKey> keys = new ArrayList<>();
    Matcher found = NAMED.matcher(message);
    while (found.find()) {
      if (kind == ObjectKind.POD
          && message.contains(" => ")
          && !message.startsWith(" => ", found.end())) {
        continue; // a label among the reasons
      }
      keys.add(new ObjectKey(kind, found.group(1), found.group(2)));
    }
    return keys;
  }
}
