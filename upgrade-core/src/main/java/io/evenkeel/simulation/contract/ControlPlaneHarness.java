package io.evenkeel.simulation.contract;

import io.evenkeel.spi.ControlPlane;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * What the checks of {@link ControlPlaneContract} need of the cloud behind a control plane. Each
 * check gets one of its own: at 1.34, with the add-on {@code vpc-cni} at {@code v1.19.0}, which is
 * offered for 1.33 and 1.34; {@code v1.20.0} is offered for 1.34 and 1.35, and nothing is offered
 * for an add-on that is not known.
 */
public interface ControlPlaneHarness {

  /** Returns the control plane to check. */
  ControlPlane controlPlane();

  /** Lets that much of the cloud's time pass. */
  void letPass(Duration time);

  /** Lets the next change fail at its end, as a cloud without free addresses would. */
  void nextChangeFails();

  /** Returns the value of a stage once it is complete; an exception where it takes too long. */
  <T> T await(CompletionStage<T> stage);
}
