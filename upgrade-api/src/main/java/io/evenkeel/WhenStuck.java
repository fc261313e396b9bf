package io.evenkeel;

/** What is done with a node whose drain has run out of time. */
public sealed interface WhenStuck {

  /** The run fails; the node is reopened. */
  record Fail() implements WhenStuck {}

  /** The node is left closed and the run goes on, for at most so many nodes; then it fails. */
  record Quarantine(Quantity atMost) implements WhenStuck {}

  static WhenStuck fail() {
    return new Fail();
  }

  static WhenStuck quarantine(Quantity atMost) {
    return new Quarantine(atMost);
  }
}
