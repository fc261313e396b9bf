package io.evenkeel.simulation.internal;

/** How many virtual cores a machine type has, by the size in its name. */
final class MachineTypes {

  private MachineTypes() {}

  static int cores(String type) {
    String size = type.substring(type.indexOf('.') + 1);
    return switch (size) {
      case "nano", "micro", "small", "medium", "large" -> 2;
      case "xlarge" -> 4;
      default -> 4 * Math.max(1, times(size));
    };
  }

  /** Reads the number before {@code xlarge}; one where there is none. */
  private static int times(String size) {
    int number = 0;
    for (int i = 0; i < size.length() && Character.isDigit(size.charAt(i)); i++) {
      number = Math.min(10_000, number * 10 + size.charAt(i) - '0');
    }
    return number;
  }
}
