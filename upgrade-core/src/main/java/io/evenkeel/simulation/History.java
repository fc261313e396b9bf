package io.evenkeel.simulation;

import java.util.List;

/**
 * The ordered log of what happened in a simulated world. Equal programs with equal seeds have equal
 * histories, on every JVM.
 */
public interface History {

  /** Returns the lines kept, each with its time; empty where they are not kept. */
  List<String> lines();

  /** Returns how many lines there were, kept or not. */
  long size();

  /** Returns a hash of all lines, in hexadecimal. */
  String hash();
}
