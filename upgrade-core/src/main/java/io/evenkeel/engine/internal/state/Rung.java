package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How far up the ladder a stuck node is, as its mark tells.
 *
 * @param step the number of the step that was taken last, from 0
 */
public record Rung(int step, Instant since) {

  public static Optional<Rung> of(Node node) {
    String mark = node.meta().annotations().get(Marks.RUNG);
    if (mark == null) {
      return Optional.empty();
    }
    String[] words = mark.split(" ", -1);
    if (words.length != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Rung(Integer.parseInt(words[0]), Instant.parse(words[1])));
    } catch (NumberFormatException | DateTimeException spoiled) {
      // Somebody has edited our mark: the ladder begins anew, from its gentlest step.
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return step + " " + since;
  }
}
