package io.evenkeel.spi;

/**
 * Something that a look before the first write has found.
 *
 * @param code a stable name in upper case, such as {@code GROUP_OWNED_BY_EKS}
 * @param where the object, such as {@code PodDisruptionBudget shop/orders}
 * @param remedy what to do about it
 */
public record Finding(Severity severity, String code, String where, String what, String remedy) {

  /** Whether a run may start all the same. */
  public enum Severity {
    /** The run is refused. */
    BLOCKER,
    /** The run starts and says so. */
    WARNING,
    /** The run starts; there is nothing to be done, but it is good to know. */
    INFO
  }

  public static Finding blocker(String code, String where, String what, String remedy) {
    return new Finding(Severity.BLOCKER, code, where, what, remedy);
  }

  public static Finding warning(String code, String where, String what, String remedy) {
    return new Finding(Severity.WARNING, code, where, what, remedy);
  }

  public static Finding info(String code, String where, String what, String remedy) {
    return new Finding(Severity.INFO, code, where, what, remedy);
  }

  public boolean blocks() {
    return severity == Severity.BLOCKER;
  }

  @Override
  public String toString() {
    return where + ": " + what + " -> " + remedy;
  }
}
