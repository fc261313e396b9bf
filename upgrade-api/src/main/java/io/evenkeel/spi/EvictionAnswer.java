package io.evenkeel.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How an eviction was answered; each case asks for something else to be done next. */
public sealed interface EvictionAnswer {

  /** The pod will go; its budget has been charged. */
  record Accepted() implements EvictionAnswer {}

  /**
   * A budget does not allow it now.
   *
   * @param budget its name, empty where the answer does not tell
   * @param retryAfter how long to wait at least, where the answer tells
   */
  record RefusedByBudget(String budget, Optional<Duration> retryAfter, String because)
      implements EvictionAnswer {}

  /** The pod of that uid is no longer there. */
  record Gone() implements EvictionAnswer {}

  /** Several budgets cover the pod; the API server evicts no such pod. */
  record Misconfigured(List<String> budgets, String because) implements EvictionAnswer {}

  /**
   * An admission webhook or policy rejects it, or could not be asked; nothing was written.
   *
   * @param by its name, empty where the answer does not tell
   */
  record RejectedByAdmission(String by, String because) implements EvictionAnswer {}

  /**
   * We are not allowed to evict there; the permission is empty where it is not a matter of rights,
   * such as in a namespace that is being deleted.
   */
  record Forbidden(String permission, String because) implements EvictionAnswer {}

  /** The API server is busy, which says nothing about budgets. */
  record Throttled(Duration retryAfter, String because) implements EvictionAnswer {}

  /** It failed; the eviction may have taken effect all the same. */
  record Failed(String because) implements EvictionAnswer {}
}
