package io.evenkeel.engine.internal.run;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask of a run while it lasts, in this process or through its lease. */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private final RunParts parts;

  Requests(RunParts parts) {
    this.parts = parts;
  }

  void pause() {
    parts.timeline().execute(() -> parts.loop().enter(() -> take("pause")));
  }

  void resume() {
    parts.timeline().execute(() -> parts.loop().enter(() -> take("resume")));
  }

  void cancel(Ending.Surge surge) {
    parts
        .timeline()
        .execute(() -> parts.loop().enter(() -> end(new Ending.Cancelled("the caller", surge))));
  }

  /** Takes a request that somebody has written beside the lease. */
  void take(String request) {
    switch (request) {
      case "pause" -> {
        parts.state().pause(true);
        tell(new UpgradeEvent.RunPaused(parts.timeline().now()));
      }
      case "resume" -> {
        parts.state().pause(false);
        tell(new UpgradeEvent.RunResumed(parts.timeline().now()));
      }
      case "cancel" -> end(new Ending.Cancelled("a request", Ending.Surge.STAYS));
      default -> LOG.warn("a request that this version does not know was left alone: {}", request);
    }
  }

  private void end(Ending ending) {
    parts.state().end(ending, parts.timeline().now());
  }

  private void tell(UpgradeEvent event) {
    parts.reporter().tell(event);
  }
}
