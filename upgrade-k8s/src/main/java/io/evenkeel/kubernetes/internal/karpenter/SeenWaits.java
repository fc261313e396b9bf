package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Obstacle;
import java.util.List;

/** What keeps the provisioner from going on, as conditions and budgets tell. */
final class SeenWaits implements WaitReasons {
  private final PoolReading reading;

  SeenWaits(PoolReading reading) {
    this.reading = reading;
  }

  @Override
  public List<Obstacle> ofClaim(JsonObject claim) {
    return List.of();
  }

  @Override
  public List<Obstacle> ofPool() {
    return BudgetWaits.of(reading).stream().toList();
  }
}
