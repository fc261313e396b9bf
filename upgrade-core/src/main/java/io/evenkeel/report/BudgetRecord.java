package io.evenkeel.report;

/**
 * How low a budget got while a run lasted, as an observer outside the run has seen it.
 *
 * @param name of the budget, such as {@code shop/myapp}
 * @param pods how many pods it covers
 * @param limit the fewest that must be available
 * @param lowest the fewest that were
 */
public record BudgetRecord(String name, int pods, int limit, int lowest) {

  public boolean kept() {
    return lowest >= limit;
  }
}
