package io.evenkeel.simulation.internal.oracle;

/** One process that runs a plan, with what it has been told so far. */
final class Caller {
  private Picture known = new Picture();

  Picture known() {
    return known;
  }

  /** Begins to learn anew, as a process does that watches again. */
  Picture watchesAnew() {
    known = new Picture();
    return known;
  }
}
