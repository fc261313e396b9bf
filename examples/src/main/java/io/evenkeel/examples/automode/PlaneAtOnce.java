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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A control plane whose answers are there as soon as it is asked, on the thread that asks. */
record PlaneAtOnce(ControlPlane plane, SharedTime time) implements ControlPlane {

  @Override
  public String name() {
    return plane.name();
  }

  @Override
  public CompletionStage<Answer<ControlPlaneState>> observe() {
    return atOnce(plane.observe());
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(List<String> versions) {
    return atOnce(plane.inspect(versions));
  }

  @Override
  public CompletionStage<Answer<List<AddOnVersion>>> offers(String addOn, String kubernetes) {
    return atOnce(plane.offers(addOn, kubernetes));
  }

  @Override
  public CompletionStage<Answer<ControlPlaneUpdate>> start(
      ControlPlaneChange change, String token) {
    return atOnce(plane.start(change, token));
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(ControlPlaneUpdate update) {
    return atOnce(plane.progress(update));
  }

  private <T> CompletionStage<T> atOnce(CompletionStage<T> call) {
    return CompletableFuture.completedFuture(time.answerOf(call));
  }
}
