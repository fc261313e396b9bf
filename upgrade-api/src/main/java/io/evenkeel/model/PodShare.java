package io.evenkeel.model;

/** A number of pods, absolute or as a share of how many are expected. */
public sealed interface PodShare {

  /** Returns the number of pods this means, a share rounded as asked. */
  int of(int expected, Rounding rounding);

  /** Which way a share that is not a whole number of pods goes. */
  enum Rounding {
    UP,
    DOWN
  }

  /** A number of pods. */
  record Count(int pods) implements PodShare {
    @Override
    public int of(int expected, Rounding rounding) {
      return pods;
    }
  }

  /** A percentage of the expected pods. */
  record Percent(int percent) implements PodShare {
    @Override
    public int of(int expected, Rounding rounding) {
      long scaled = (long) expected * percent;
      return (int) (rounding == Rounding.UP ? (scaled + 99) / 100 : scaled / 100);
    }
  }

  static PodShare count(int pods) {
    return new Count(pods);
  }

  static PodShare percent(int percent) {
    return new Percent(percent);
  }

  /** Parses {@code 3} or {@code 25%}; anything else is refused. */
  static PodShare parse(String text) {
    return text.endsWith("%")
        ? new Percent(Integer.parseInt(text.substring(0, text.length() - 1)))
        : new Count(Integer.parseInt(text));
  }
}
