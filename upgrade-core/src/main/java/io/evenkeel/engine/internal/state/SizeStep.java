package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import java.util.Optional;

/**
 * A change of a group's size that has been announced by a mark and is not yet counted. It is
 * counted once the observed group shows it, so that no crash makes us give back too much or too
 * little.
 */
public sealed interface SizeStep {

  /** What an observed group says of a step. */
  enum Seen {
    TOOK_EFFECT,
    NOT_YET,
    OVERTAKEN
  }

  Seen seenIn(GroupState group);

  int desiredDelta();

  int maxDelta();

  /** Desired and maximum are set. */
  record Set(int desiredFrom, int desiredTo, int maxFrom, int maxTo) implements SizeStep {
    @Override
    public Seen seenIn(GroupState group) {
      boolean desiredThere = desiredFrom == desiredTo || group.desired() == desiredTo;
      boolean maxThere = maxFrom == maxTo || group.max() == maxTo;
      if (desiredThere && maxThere) {
        return Seen.TOOK_EFFECT;
      }
      boolean untouched = group.desired() == desiredFrom && group.max() == maxFrom;
      return untouched ? Seen.NOT_YET : Seen.OVERTAKEN;
    }

    @Override
    public int desiredDelta() {
      return desiredTo - desiredFrom;
    }

    @Override
    public int maxDelta() {
      return maxTo - maxFrom;
    }

    @Override
    public String toString() {
      return "set " + desiredFrom + " " + desiredTo + " " + maxFrom + " " + maxTo;
    }
  }

  /** An instance is terminated and its place given back. */
  record GiveBack(String instance, int desiredFrom) implements SizeStep {
    @Override
    public Seen seenIn(GroupState group) {
      boolean going =
          group
              .instance(instance)
              .map(Instance::state)
              .map(s -> !s.countsAgainstSize())
              .orElse(true);
      if (going) {
        return group.desired() < desiredFrom ? Seen.TOOK_EFFECT : Seen.OVERTAKEN;
      }
      return Seen.NOT_YET;
    }

    @Override
    public int desiredDelta() {
      return -1;
    }

    @Override
    public int maxDelta() {
      return 0;
    }

    @Override
    public String toString() {
      return "give-back " + instance + " " + desiredFrom;
    }
  }

  /** Reads a step back from its mark; a spoiled one is as good as none. */
  static Optional<SizeStep> parse(String text) {
    String[] words = text.split(" ");
    try {
      return switch (words[0]) {
        case "set" ->
            Optional.of(
                new Set(number(words, 1), number(words, 2), number(words, 3), number(words, 4)));
        case "give-back" -> Optional.of(new GiveBack(words[1], number(words, 2)));
        default -> Optional.empty();
      };
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException spoiled) {
      return Optional.empty();
    }
  }

  private static int number(String[] words, int index) {
    return Integer.parseInt(words[index]);
  }
}
