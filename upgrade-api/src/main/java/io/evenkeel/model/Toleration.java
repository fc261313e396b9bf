package io.evenkeel.model;

import java.util.Optional;

/**
 * What a pod tolerates.
 *
 * @param key the taint's key; empty matches every key and needs {@link Operator#EXISTS}
 * @param effect the tolerated effect; absent tolerates every effect
 */
public record Toleration(
    String key, Operator operator, String value, Optional<Taint.Effect> effect) {

  /** How a toleration compares its value. */
  public enum Operator {
    EXISTS,
    EQUAL
  }

  /** Returns a toleration of every taint there is. */
  public static Toleration everything() {
    return new Toleration("", Operator.EXISTS, "", Optional.empty());
  }

  /** Returns a toleration of every value of a key, whatever the effect. */
  public static Toleration of(String key) {
    return new Toleration(key, Operator.EXISTS, "", Optional.empty());
  }

  /** Returns whether this toleration covers the taint, by the rules of the scheduler. */
  public boolean tolerates(Taint taint) {
    return effect.map(e -> e == taint.effect()).orElse(true)
        && (key.isEmpty() ? operator == Operator.EXISTS : key.equals(taint.key()))
        && (operator == Operator.EXISTS || value.equals(taint.value()));
  }

  /** Returns whether this toleration covers every taint. */
  public boolean coversEverything() {
    return key.isEmpty() && operator == Operator.EXISTS && effect.isEmpty();
  }
}
