package io.evenkeel.simulation;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.PodShare;
import java.util.Optional;

/** A Deployment in the making: one replica unless told otherwise. */
public final class DeploymentShape extends PodShape<DeploymentShape> {
  int replicas = 1;
  Optional<PodShare> maxUnavailable = Optional.empty();

  DeploymentShape(ObjectKey key) {
    super(key);
  }

  @Override
  DeploymentShape self() {
    return this;
  }

  public DeploymentShape replicas(int count) {
    replicas = count;
    return this;
  }

  /** Sets what its own rollout may take down, such as {@code 1} or {@code 25%}. */
  public DeploymentShape maxUnavailable(String share) {
    maxUnavailable = Optional.of(PodShare.parse(share));
    return this;
  }
}
