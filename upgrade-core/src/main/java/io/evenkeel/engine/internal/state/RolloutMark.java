package io.evenkeel.engine.internal.state;

import io.evenkeel.Quantity;
import io.evenkeel.spi.RolloutPace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is written down of a group that somebody else rolls out: which rollout it is, whose, and how
 * the group was paced before.
 *
 * @param size how many machines a node pool had when its roll began
 */
public record RolloutMark(
    Optional<Begun> begun, Optional<RolloutPace> before, Optional<Integer> size) {
  public static final RolloutMark NONE =
      new RolloutMark(Optional.empty(), Optional.empty(), Optional.empty());

  private static final String ID = "rollout";
  private static final String WHOSE = "whose";
  private static final String UNAVAILABLE = "max-unavailable";
  private static final String CAPACITY = "capacity";
  private static final String SIZE = "size";

  /** A rollout that has been started. */
  public record Begun(String id, Whose whose) {}

  /** Who has started a rollout. */
  public enum Whose {
    OURS,
    OTHERS
  }

  public RolloutMark begins(Begun rollout) {
    return new RolloutMark(Optional.of(rollout), before, size);
  }

  /** Returns the mark of a pool that has that many machines. */
  public RolloutMark sized(int machines) {
    return new RolloutMark(begun, before, Optional.of(machines));
  }

  /** Returns the mark once the rollout is over and there may be another. */
  public RolloutMark withoutRollout() {
    return new RolloutMark(Optional.empty(), before, size);
  }

  public RolloutMark pacedBefore(RolloutPace pace) {
    return new RolloutMark(begun, before.or(() -> Optional.of(pace)), size);
  }

  public RolloutMark withoutPace() {
    return new RolloutMark(begun, Optional.empty(), size);
  }

  /** Returns the mark as fields to be written down. */
  public Map<String, String> toMap() {
    Map<String, String> fields = new LinkedHashMap<>();
    begun.ifPresent(
        rollout -> {
          fields.put(ID, rollout.id());
          fields.put(WHOSE, rollout.whose().name());
        });
    before.ifPresent(
        pace -> {
          fields.put(UNAVAILABLE, text(pace.maxUnavailable()));
          fields.put(CAPACITY, pace.capacity().name());
        });
    size.ifPresent(machines -> fields.put(SIZE, String.valueOf(machines)));
    return fields;
  }

  private static String text(Quantity quantity) {
    return quantity instanceof Quantity.Percent percent
        ? percent.value() + "%"
        : String.valueOf(quantity.roundedUp(0));
  }

  /** Reads what was written; what is spoiled reads as if it had never been. */
  public static RolloutMark parse(Map<String, String> fields) {
    return new RolloutMark(begun(fields), pace(fields), size(fields));
  }

  private static Optional<Integer> size(Map<String, String> fields) {
    try {
      return Optional.of(Integer.parseInt(fields.getOrDefault(SIZE, "")));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static Optional<Begun> begun(Map<String, String> fields) {
    return Optional.ofNullable(fields.get(ID))
        .filter(id -> !id.isBlank())
        .map(
            id ->
                new Begun(
                    id, Whose.OTHERS.name().equals(fields.get(WHOSE)) ? Whose.OTHERS : Whose.OURS));
  }

  private static Optional<RolloutPace> pace(Map<String, String> fields) {
    try {
      return Optional.of(
          new RolloutPace(
              Quantity.parse(fields.getOrDefault(UNAVAILABLE, "")),
              RolloutPace.Capacity.valueOf(fields.getOrDefault(CAPACITY, ""))));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
