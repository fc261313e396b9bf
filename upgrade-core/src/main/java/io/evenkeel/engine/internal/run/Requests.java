package io.evenkeel.engine.internal.run;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.Waves;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask of a run while it lasts, in this process or through its lease. */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private static final String APPROVE = "approve ";

  private final RunParts parts;
  private final Approvals approvals;

  Requests(RunParts parts) {
    this.parts = parts;
    this.approvals = new Approvals(parts);
  }

  Approvals approvals() {
    return approvals;
  }

  void approve(Waves.Part wave) {
    parts.timeline().execute(() -> parts.loop().enter(() -> approvals.approve(wave, "the caller")));
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
      default -> takeNamed(request);
    }
  }

  private void takeNamed(String request) {
    Optional<Waves.Part> approved =
        request.startsWith(APPROVE)
            ? parts.state().waves().named(request.substring(APPROVE.length()))
            : Optional.empty();
    approved.ifPresentOrElse(
        wave -> approvals.approve(wave, "a request"),
        () -> LOG.warn("a request that this run does not know was left alone: {}", request));
  }

  private void end(Ending ending) {
    parts.state().end(ending, parts.timeline().now());
  }

  private void tell(UpgradeEvent event) {
    parts.reporter().tell(event);
  }
}
