package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.SizeChange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A change of a group's size that has been announced by a mark and is not yet counted. It is
 * counted once the observed group, or what its cloud tells of it, shows that it was ours, so that
 * neither a crash nor what others do makes us give back too much or too little.
 */
public sealed interface SizeStep {

  /** What an observed group says of a step. */
  enum Seen {
    /** It took effect, whatever others did since. */
    TOOK_EFFECT,
    /** The cloud tells that it took effect, and shows the group as it was before: an old look. */
    NOT_SHOWN,
    /** The group is as it would have to be, and nothing tells yet who made it so. */
    UNTOLD,
    /** It was accepted, but the group is as if others had done it, and nothing tells yet. */
    DOUBTFUL,
    /**
     * It was accepted, but the group has neither the size before nor the new one, and nothing tells
     * yet: it is an old look at what others did before us, or they went on from ours.
     */
    AT_ODDS,
    NOT_YET,
    /** It never took effect, and must not any more: others have changed the group. */
    OVERTAKEN
  }

  Seen seenIn(GroupState group, Sent sent);

  Announced announced();

  /**
   * Returns the step as the cloud tells it: a page that lagged may have named another size to begin
   * with than the one that was changed.
   */
  SizeStep asTold(GroupState group, Sent sent);

  int desiredDelta();

  int maxDelta();

  static SizeStep set(GroupState group, int desired, int max, int untold, Instant now) {
    return new Set(group.desired(), desired, group.max(), max, Announced.now(group, now), untold);
  }

  static SizeStep giveBack(GroupState group, String instance, Instant now) {
    return new GiveBack(instance, group.desired(), Announced.now(group, now));
  }

  /**
   * Desired and maximum are set.
   *
   * @param untold how many steps just like it were counted before, of which the cloud was yet to
   *     tell: it tells of those first
   */
  record Set(
      int desiredFrom, int desiredTo, int maxFrom, int maxTo, Announced announced, int untold)
      implements SizeStep {
    @Override
    public Seen seenIn(GroupState group, Sent sent) {
      boolean untouched = group.desired() == desiredFrom && group.max() == maxFrom;
      return switch (sent) {
        case REFUSED -> Seen.OVERTAKEN;
        case NOT_YET -> untouched ? Seen.NOT_YET : Seen.OVERTAKEN;
        case ACCEPTED, MAYBE, UNANSWERED ->
            told(group, true)
                ? (untouched || isOlder(group) ? Seen.NOT_SHOWN : Seen.TOOK_EFFECT)
                : untold(group, sent, untouched);
      };
    }

    /** Returns whether the cloud shows a size that others, as it tells, had left before ours. */
    private boolean isOlder(GroupState group) {
      List<SizeChange> changes = oldestFirst(group);
      int ours = 0;
      while (ours < changes.size() && changes.get(ours).from() != desiredFrom) {
        ours++;
      }
      return group.max() == maxFrom
          && changes.stream().limit(ours).anyMatch(change -> change.from() == group.desired())
          && changes.stream().skip(ours).noneMatch(change -> change.to() == group.desired());
    }

    private Seen untold(GroupState group, Sent sent, boolean untouched) {
      return sent == Sent.ACCEPTED ? accepted(group, untouched) : bySize(group, untouched);
    }

    /**
     * Where others had changed the size before, it is yet to be told what ours has changed; a size
     * that is not ours may still be shown from before it.
     */
    private Seen accepted(GroupState group, boolean untouched) {
      if (untouched || othersExplain(group)) {
        return Seen.NOT_YET;
      }
      if (told(group, false)) {
        return Seen.UNTOLD;
      }
      return group.desired() == desiredTo ? Seen.TOOK_EFFECT : Seen.AT_ODDS;
    }

    private Seen bySize(GroupState group, boolean untouched) {
      if (untouched) {
        return Seen.NOT_YET;
      }
      boolean byDesired = desiredTo != desiredFrom && group.desired() == desiredTo;
      boolean there = byDesired ? group.max() == maxTo && !told(group, false) : showsMax(group);
      return there ? Seen.UNTOLD : Seen.OVERTAKEN;
    }

    /** No cloud tells of a maximum, and what others do to desired leaves it as it is. */
    private boolean showsMax(GroupState group) {
      return maxTo != maxFrom && group.max() == maxTo;
    }

    /** Returns whether the cloud tells that desired went on from where it was, by us or others. */
    private boolean told(GroupState group, boolean byUs) {
      return announced.since(group).stream()
              .filter(change -> change.from() == desiredFrom)
              .filter(change -> ours(change) == byUs)
              .count()
          > (byUs ? untold : 0);
    }

    /** Returns whether what the cloud tells of others leads to what is shown, and ours does not. */
    private boolean othersExplain(GroupState group) {
      int size = desiredFrom;
      for (SizeChange change : oldestFirst(group)) {
        size = change.from() == size ? change.to() : size;
      }
      return size == group.desired() && size != desiredTo && group.max() == maxFrom;
    }

    /** Returns whether the cloud tells of it. */
    boolean isTold(GroupState group) {
      return told(group, true);
    }

    boolean leads(int from, int to) {
      return desiredFrom == from && desiredTo == to;
    }

    private boolean ours(SizeChange change) {
      return change.cause() == SizeChange.Cause.RESIZED && change.to() == desiredTo;
    }

    @Override
    public SizeStep asTold(GroupState group, Sent sent) {
      boolean maybeSent = sent != Sent.REFUSED && sent != Sent.NOT_YET;
      return maybeSent
          ? toldFrom(group)
              .filter(from -> from != desiredFrom)
              .<SizeStep>map(from -> new Set(from, desiredTo, maxFrom, maxTo, announced, 0))
              .orElse(this)
          : this;
    }

    /** What came about before the size that was seen may be told late, and is no matter. */
    private Optional<Integer> toldFrom(GroupState group) {
      return oldestFirst(group).stream()
          .dropWhile(change -> change.from() != desiredFrom)
          .filter(this::ours)
          .skip(untold)
          .map(SizeChange::from)
          .findFirst();
    }

    private List<SizeChange> oldestFirst(GroupState group) {
      List<SizeChange> changes = new ArrayList<>(announced.since(group));
      Collections.reverse(changes);
      return changes;
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
      return "set "
          + desiredFrom
          + " "
          + desiredTo
          + " "
          + maxFrom
          + " "
          + maxTo
          + " "
          + announced
          + " "
          + untold;
    }
  }

  /** An instance is terminated and its place given back. */
  record GiveBack(String instance, int desiredFrom, Announced announced) implements SizeStep {
    @Override
    public Seen seenIn(GroupState group, Sent sent) {
      boolean going =
          group
              .instance(instance)
              .map(Instance::state)
              .map(s -> !s.countsAgainstSize())
              .orElse(true);
      return switch (sent) {
        case REFUSED -> Seen.OVERTAKEN;
        case NOT_YET -> going ? Seen.OVERTAKEN : Seen.NOT_YET;
        case ACCEPTED, MAYBE, UNANSWERED ->
            told(group) ? (going ? Seen.TOOK_EFFECT : Seen.NOT_SHOWN) : untold(group, sent, going);
      };
    }

    private Seen untold(GroupState group, Sent sent, boolean going) {
      if (!going) {
        return Seen.NOT_YET;
      }
      return sent == Sent.ACCEPTED ? accepted(group) : gone(group);
    }

    /** An instance may go by other hands, too: then its place is still there. */
    private Seen accepted(GroupState group) {
      boolean tells = !group.sizeChanges().isEmpty();
      boolean still = group.desired() >= desiredFrom;
      return tells && (still || othersExplain(group)) ? Seen.DOUBTFUL : Seen.TOOK_EFFECT;
    }

    /** Others may have made the group smaller, so that it chose the instance: not in our place. */
    private boolean othersExplain(GroupState group) {
      List<SizeChange> changes = new ArrayList<>(announced.since(group));
      Collections.reverse(changes);
      int size = desiredFrom;
      for (SizeChange change : changes) {
        size = change.from() == size ? change.to() : size;
      }
      return size == group.desired();
    }

    private Seen gone(GroupState group) {
      return group.desired() < desiredFrom ? Seen.UNTOLD : Seen.OVERTAKEN;
    }

    private boolean told(GroupState group) {
      return announced.since(group).stream()
          .filter(change -> change.cause() == SizeChange.Cause.GAVE_BACK)
          .anyMatch(change -> change.instance().equals(instance));
    }

    @Override
    public SizeStep asTold(GroupState group, Sent sent) {
      return this;
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
      return "give-back " + instance + " " + desiredFrom + " " + announced;
    }
  }

  /** Reads a step back from its mark; a spoiled one is as good as none. */
  static Optional<SizeStep> parse(String text) {
    String[] words = text.split(" ");
    try {
      return switch (words[0]) {
        case "set" ->
            Optional.of(
                new Set(
                    number(words, 1),
                    number(words, 2),
                    number(words, 3),
                    number(words, 4),
                    announced(words, 5),
                    words.length > 7 ? number(words, 7) : 0));
        case "give-back" ->
            Optional.of(new GiveBack(words[1], number(words, 2), announced(words, 3)));
        default -> Optional.empty();
      };
    } catch (NumberFormatException
        | DateTimeParseException
        | ArrayIndexOutOfBoundsException spoiled) {
      return Optional.empty();
    }
  }

  private static int number(String[] words, int index) {
    return Integer.parseInt(words[index]);
  }

  private static Announced announced(String[] words, int index) {
    return new Announced(Instant.parse(words[index]), words[index + 1]);
  }
}
