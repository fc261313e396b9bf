package io.evenkeel.examples.automode;

import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A control plane whose node pools are given the new version once it has been upgraded, as Auto
 * Mode does by itself. Thread-safe.
 */
final class PlaneWithPools implements ControlPlane {
  private final ControlPlane plane;
  private final Consumer<String> pools;
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /**
   * Makes one.
   *
   * @param pools is told each version once, on the thread that learns of it
   */
  PlaneWithPools(ControlPlane plane, Consumer<String> pools) {
    this.plane = plane;
    this.pools = pools;
  }

  @Override
  public String name() {
    return plane.name();
  }

  @Override
  public CompletionStage<Answer<ControlPlaneState>> observe() {
    return plane.observe();
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(List<String> targets) {
    return plane.inspect(targets);
  }

  @Override
  public CompletionStage<Answer<List<AddOnVersion>>> offers(String addOn, String kubernetes) {
    return plane.offers(addOn, kubernetes);
  }

  @Override
  public CompletionStage<Answer<ControlPlaneUpdate>> start(
      ControlPlaneChange change, String token) {
    return plane
        .start(change, token)
        .whenComplete((answer, fault) -> remember(change, Optional.ofNullable(answer)));
  }

  private void remember(ControlPlaneChange change, Optional<Answer<ControlPlaneUpdate>> answer) {
    if (change instanceof ControlPlaneChange.ToVersion) {
      answer.flatMap(Answer::value).ifPresent(update -> versions.put(update.id(), change.to()));
    }
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(ControlPlaneUpdate update) {
    return plane
        .progress(update)
        .whenComplete((answer, fault) -> tell(update, Optional.ofNullable(answer)));
  }

  private void tell(ControlPlaneUpdate update, Optional<Answer<RolloutState>> answer) {
    boolean over =
        answer
            .flatMap(Answer::value)
            .filter(state -> state.stage() == RolloutState.Stage.SUCCEEDED)
            .isPresent();
    if (over) {
      Optional.ofNullable(versions.remove(update.id())).ifPresent(pools);
    }
  }
}
