package io.evenkeel.engine;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/** Ports of a scene's control plane that answer, for a while, something else than it does. */
final class ControlPlanePorts {
  private static final Duration CALL = Duration.ofMillis(50);

  private final ControlPlaneScene scene;

  ControlPlanePorts(ControlPlaneScene scene) {
    this.scene = scene;
  }

  /** Once an update is under way, that method gives that answer for that long. */
  ControlPlane answering(String method, Answer<?> answer, Duration time) {
    return answering(method, answer, since -> since.compareTo(time) < 0);
  }

  /** The same whenever that holds of the time since then. */
  ControlPlane answering(String method, Answer<?> answer, Predicate<Duration> when) {
    return Broken.port(
        ControlPlane.class,
        scene.port(),
        (called, arguments) ->
            called.equals(method) && since(method).map(this::elapsed).filter(when).isPresent()
                ? Optional.of(slowly(answer))
                : Optional.empty());
  }

  private Duration elapsed(Instant since) {
    return Duration.between(since, scene.time.now());
  }

  private Predicate<Instant> within(Duration time) {
    return since -> elapsed(since).compareTo(time) < 0;
  }

  /** Reads go wrong as soon as they are needed once more; a start goes wrong from the first on. */
  private Optional<Instant> since(String method) {
    if (method.equals("start")) {
      return Optional.of(scene.time.now());
    }
    boolean afterTheEnd = method.equals("observe") || method.equals("inspect");
    return afterTheEnd
        ? first(UpgradeEvent.UpdateEnded.class)
        : first(UpgradeEvent.UpdateStarted.class);
  }

  private Optional<Instant> first(Class<? extends UpgradeEvent> kind) {
    return scene.events.stream().filter(kind::isInstance).map(UpgradeEvent::at).findFirst();
  }

  ControlPlane calling(String method, Function<Integer, Optional<Answer<Object>>> instead) {
    AtomicInteger calls = new AtomicInteger();
    return Broken.port(
        ControlPlane.class,
        scene.port(),
        (called, arguments) ->
            called.equals(method)
                ? instead.apply(calls.incrementAndGet()).map(this::slowly)
                : Optional.empty());
  }

  ControlPlane showsAsRunning(Duration time) {
    return showing(
        time,
        state ->
            new ControlPlaneState(
                state.version(),
                state.addOns(),
                Optional.of(new ControlPlaneUpdate("cp-update-1", Optional.empty()))));
  }

  ControlPlane showsOldVersion(Duration time) {
    return showing(time, state -> new ControlPlaneState("1.34", state.addOns(), state.running()));
  }

  /** After the first update is over, the control plane is shown like that for a while. */
  ControlPlane showing(Duration time, Function<ControlPlaneState, ControlPlaneState> shown) {
    return Broken.port(
        ControlPlane.class,
        scene.port(),
        (called, arguments) ->
            called.equals("observe")
                    && first(UpgradeEvent.UpdateEnded.class).filter(within(time)).isPresent()
                ? Optional.of(slowly(Answer.ok(shown.apply(scene.plane.state()))))
                : Optional.empty());
  }

  private Object slowly(Answer<?> answer) {
    CompletableFuture<Answer<?>> later = new CompletableFuture<>();
    scene.time.schedule(CALL, () -> later.complete(answer));
    return later;
  }

  /** It cannot be read any more once somebody has approved of going on. */
  ControlPlane unreadableOnceApproved() {
    return Broken.port(
        ControlPlane.class,
        scene.port(),
        (called, arguments) ->
            called.equals("observe") && first(UpgradeEvent.Approved.class).isPresent()
                ? Optional.of(
                    slowly(new Answer.Unknown<>("the line is broken", Answer.Source.ANSWER)))
                : Optional.empty());
  }

  /** Starts take effect, and their answers are lost. */
  ControlPlane losingStarts() {
    return Switched.seen(
        ControlPlane.class,
        scene.port(),
        "start",
        answer ->
            answer.thenApply(started -> new Answer.Unknown<>("it was lost", Answer.Source.ANSWER)));
  }
}
