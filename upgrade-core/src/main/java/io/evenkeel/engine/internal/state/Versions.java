package io.evenkeel.engine.internal.state;

/** Compares resource versions, which API servers of today hand out as growing numbers. */
final class Versions {
  private Versions() {}

  /** Returns whether the first is surely older; versions that are not numbers never are. */
  static boolean older(String version, String than) {
    try {
      return Long.parseLong(version) < Long.parseLong(than);
    } catch (NumberFormatException opaque) {
      return false;
    }
  }
}
