package io.evenkeel.engine.internal.preflight;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.engine.internal.state.AddOnOffers;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.Finding;
import java.util.List;

/** What was read, before the first write, of the control plane. */
public record ControlPlaneFacts(
    ControlPlanePlan plan,
    ControlPlaneState state,
    AddOnOffers offers,
    List<Finding> fromProvider) {

  public ControlPlaneFacts {
    fromProvider = List.copyOf(fromProvider);
  }
}
