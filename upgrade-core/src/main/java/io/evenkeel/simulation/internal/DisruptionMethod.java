package io.evenkeel.simulation.internal;

/** One reason for which a provisioner takes nodes, tried once in each pass. */
interface DisruptionMethod {

  /** Takes nodes if it can, and then runs one of the two: at once, or after it has waited. */
  void attempt(Runnable acted, Runnable nothing);
}
