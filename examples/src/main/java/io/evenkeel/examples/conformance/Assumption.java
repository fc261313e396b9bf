package io.evenkeel.examples.conformance;

import java.util.List;

/**
 * Something that the library takes for true about AWS.
 *
 * @param touches what finding out changes; empty where it only reads
 */
record Assumption(String sentence, Subject subject, List<String> touches, Trial trial) {

  /** What has to be named for it. */
  enum Subject {
    CLUSTER,
    NODEGROUP,
    GROUP
  }

  /** Finds out whether it holds. */
  @FunctionalInterface
  interface Trial {
    /** Returns what was seen that speaks against it; empty where it holds. */
    List<String> against();
  }

  static Assumption read(String sentence, Subject subject, Trial trial) {
    return new Assumption(sentence, subject, List.of(), trial);
  }

  static Assumption act(String sentence, Subject subject, String touches, Trial trial) {
    return new Assumption(sentence, subject, List.of(touches), trial);
  }

  boolean acts() {
    return !touches.isEmpty();
  }
}
