package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.spi.Finding;
import java.util.List;

/** A run cannot start, and why; it becomes the run's outcome. */
final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureReason reason;
  private final String remedy;
  private final transient List<Finding> findings;

  StartException(FailureReason reason, String message, String remedy) {
    this(reason, message, remedy, List.of());
  }

  StartException(FailureReason reason, String message, String remedy, List<Finding> findings) {
    super(message);
    this.reason = reason;
    this.remedy = remedy;
    this.findings = findings;
  }

  FailureReason reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }

  List<Finding> findings() {
    return findings;
  }
}
