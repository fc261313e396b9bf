package io.evenkeel.engine;

import java.time.Instant;

/** What has become of something that was asked of a run from outside. */
public sealed interface RequestAnswer {

  /** Returns what was done, or why nothing was, as a sentence for people. */
  String words();

  /**
   * The process at work has taken the request.
   *
   * @param by the process
   */
  record Taken(String runId, String by, Instant at, String words) implements RequestAnswer {}

  /**
   * Nothing was done.
   *
   * @param remedy what to do instead
   */
  record Refused(Refusal reason, String words, String remedy) implements RequestAnswer {}

  /** Why a request was refused; stable names for programs. */
  enum Refusal {
    /** No run is at work on the cluster, and none was left unfinished. */
    NO_RUN,
    /** The run has ended, or ends already. */
    ENDING,
    /** A run was left unfinished, and no process is at work on it. */
    NOBODY_AT_WORK,
    /**
     * The process that holds the lease has shown no sign of life. The request stays in the lease:
     * the process that takes the run over heeds it.
     */
    NOT_ANSWERED,
    /** The run has no such wave, or its process is of a version that does not know the request. */
    NOT_KNOWN
  }

  default boolean taken() {
    return this instanceof Taken;
  }
}
