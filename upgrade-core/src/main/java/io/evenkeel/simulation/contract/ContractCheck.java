package io.evenkeel.simulation.contract;

/**
 * One named check of a contract.
 *
 * @param name a sentence that says what must hold
 */
public record ContractCheck(String name, Body body) {

  /**
   * Runs the check.
   *
   * @throws AssertionError where the contract is broken, with what was seen
   */
  public void run() throws Exception {
    body.run();
  }

  /** What a check does. */
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
