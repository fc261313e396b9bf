package io.evenkeel.aws.simulated.internal;

/** An error as AWS would answer it; each protocol has its own shape for it. */
final class AwsError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String text;

  AwsError(int status, String code, String text) {
    super(code + ": " + text);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  /** A request that says something impossible, in the words of Auto Scaling. */
  static AwsError validation(String text) {
    return new AwsError(400, "ValidationError", text);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return text;
  }
}
