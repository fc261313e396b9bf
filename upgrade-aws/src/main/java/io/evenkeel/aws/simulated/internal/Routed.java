package io.evenkeel.aws.simulated.internal;

/**
 * A request whose operation is known.
 *
 * @param operation name of the operation, without its service
 * @param work serves it, on the timeline's thread
 */
record Routed(Protocol protocol, String operation, boolean dryRun, Work work) {

  /** What serves a request. */
  @FunctionalInterface
  interface Work {
    Reply serve();
  }

  String action() {
    return protocol.service() + ":" + operation;
  }
}
