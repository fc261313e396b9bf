package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.CloudRejection.Reason;

/** What the cloud's rejections are called on the wire. */
final class Rejections {

  private Rejections() {}

  static AwsError asError(Protocol protocol, CloudRejection rejection) {
    return switch (protocol) {
      case EC2 -> new AwsError(400, ec2(rejection.reason()), rejection.because());
      case EKS -> eks(rejection);
      default -> autoscaling(rejection);
    };
  }

  private static AwsError eks(CloudRejection rejection) {
    return switch (rejection.reason()) {
      case GROUP_IS_UPDATED, CONTROL_PLANE_IS_UPDATED -> EksErrors.inUse(rejection.because());
      case NO_SUCH_GROUP, NO_SUCH_ROLLOUT, NO_SUCH_ADD_ON ->
          EksErrors.notFound(rejection.because());
      default -> EksErrors.invalidParameter(rejection.because());
    };
  }

  private static String ec2(Reason reason) {
    return switch (reason) {
      case NO_SUCH_TEMPLATE -> "InvalidLaunchTemplateId.NotFound";
      case NO_SUCH_VERSION -> "InvalidLaunchTemplateId.VersionNotFound";
      case NO_SUCH_INSTANCE -> "InvalidInstanceID.NotFound";
      case TOKEN_REUSED -> "IdempotentParameterMismatch";
      default -> "InvalidParameterValue";
    };
  }

  private static AwsError autoscaling(CloudRejection rejection) {
    return switch (rejection.reason()) {
      case NO_SUCH_GROUP ->
          AwsError.validation("AutoScalingGroup name not found - " + rejection.because());
      case ALREADY_TERMINATING ->
          new AwsError(400, "ScalingActivityInProgress", rejection.because());
      default -> AwsError.validation(rejection.because());
    };
  }
}
