package io.evenkeel.report;

/** What one event says in one line. */
record EventLine(Weight weight, Style style, String text) {

  /** Who wants to read a line. */
  enum Weight {
    /** Everybody. */
    MILESTONE,
    /** Who has no live display. */
    STEP,
    /** Who asked for everything. */
    DETAIL
  }

  static EventLine milestone(Style style, String text) {
    return new EventLine(Weight.MILESTONE, style, text);
  }

  static EventLine step(String text) {
    return new EventLine(Weight.STEP, Style.PLAIN, text);
  }

  static EventLine detail(String text) {
    return new EventLine(Weight.DETAIL, Style.FAINT, text);
  }
}
