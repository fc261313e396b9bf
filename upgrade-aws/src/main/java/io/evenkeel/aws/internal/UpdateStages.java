package io.evenkeel.aws.internal;

import io.evenkeel.spi.RolloutState.Stage;
import software.amazon.awssdk.services.eks.model.UpdateStatus;

/** Where an update of EKS stands. */
final class UpdateStages {
  private UpdateStages() {}

  static Stage of(UpdateStatus status) {
    return switch (status) {
      case SUCCESSFUL -> Stage.SUCCEEDED;
      case FAILED -> Stage.FAILED;
      case CANCELLED -> Stage.CANCELLED;
      default -> Stage.IN_PROGRESS;
    };
  }
}
