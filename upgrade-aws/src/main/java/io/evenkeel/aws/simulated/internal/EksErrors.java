package io.evenkeel.aws.simulated.internal;

/** The errors of EKS. */
final class EksErrors {

  private EksErrors() {}

  static AwsError notFound(String text) {
    return new AwsError(404, "ResourceNotFoundException", text);
  }

  static AwsError invalidParameter(String text) {
    return new AwsError(400, "InvalidParameterException", text);
  }

  static AwsError inUse(String text) {
    return new AwsError(409, "ResourceInUseException", text);
  }
}
