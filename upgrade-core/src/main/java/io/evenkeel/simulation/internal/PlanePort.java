package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A simulated control plane behind the port that the engine uses. */
public final class PlanePort implements ControlPlane {
  private static final Duration CALL = Duration.ofMillis(50);

  private final PlaneBook book;

  public PlanePort(PlaneBook book) {
    this.book = book;
  }

  @Override
  public String name() {
    return "the simulated control plane";
  }

  @Override
  public CompletionStage<Answer<ControlPlaneState>> observe() {
    return answer(() -> Answer.ok(book.state()));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(List<String> versions) {
    return answer(() -> Answer.ok(book.against(versions)));
  }

  @Override
  public CompletionStage<Answer<List<AddOnVersion>>> offers(String addOn, String kubernetes) {
    return answer(() -> Answer.ok(book.offered(addOn, kubernetes)));
  }

  @Override
  public CompletionStage<Answer<ControlPlaneUpdate>> start(
      ControlPlaneChange change, String token) {
    return answer(() -> Answer.ok(book.start(change, token)));
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(ControlPlaneUpdate update) {
    return answer(
        () -> {
          Optional<RolloutState> state = book.stateOf(update.id());
          return state.isPresent()
              ? Answer.ok(state.get())
              : new Answer.Missing<>("there is no update " + update.id());
        });
  }

  private <T> CompletionStage<Answer<T>> answer(Supplier<Answer<T>> work) {
    CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
    book.timeline().schedule(CALL, () -> answer.complete(ask(work)));
    return answer;
  }

  private static <T> Answer<T> ask(Supplier<Answer<T>> work) {
    try {
      return work.get();
    } catch (CloudRejection rejection) {
      return rejection.reason() == CloudRejection.Reason.CONTROL_PLANE_IS_UPDATED
          ? new Answer.Conflict<>(rejection.because())
          : new Answer.Refused<>(rejection.because());
    }
  }
}
