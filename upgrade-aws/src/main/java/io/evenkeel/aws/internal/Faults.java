package io.evenkeel.aws.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Tells the failures of AWS calls apart, by error code and status, never by class. */
final class Faults {
  private static final List<String> THROTTLED =
      List.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "EC2ThrottledException");
  private static final List<String> BUSY =
      List.of(
          "ScalingActivityInProgress",
          "ScalingActivityInProgressFault",
          "ResourceContention",
          "ResourceContentionFault",
          "ResourceInUse",
          "ResourceInUseException",
          "ResourceInUseFault");
  private static final List<String> DENIED =
      List.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "UnauthorizedException",
          "AuthFailure",
          "OptInRequired",
          "MissingAuthenticationToken",
          "SignatureDoesNotMatch");

  private static final List<String> UNAUTHENTICATED =
      List.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "InvalidClientTokenId",
          "UnrecognizedClientException");

  /** Auto Scaling has no code of its own for what does not exist. */
  private static final Pattern NOT_FOUND = Pattern.compile("(name|Id) not found");

  private Faults() {}

  static boolean throttled(AwsServiceException e) {
    return e.isThrottlingException() || e.statusCode() == 429 || THROTTLED.contains(code(e));
  }

  /** Something else is being done to the same thing; it will be over soon. */
  static boolean busy(AwsServiceException e) {
    return BUSY.contains(code(e));
  }

  /** Credentials have expired or were replaced; new ones may come. */
  static boolean unauthenticated(AwsServiceException e) {
    return UNAUTHENTICATED.contains(code(e));
  }

  static boolean denied(AwsServiceException e) {
    return DENIED.contains(code(e))
        || e.statusCode() == 401
        || e.statusCode() == 403
        || notAllowedToLaunch(e);
  }

  /** AWS checks whether we could launch from a template ourselves, and may call that invalid. */
  static boolean notAllowedToLaunch(AwsServiceException e) {
    return message(e).startsWith("You are not authorized");
  }

  static boolean missing(AwsServiceException e) {
    String code = code(e);
    return code.endsWith("NotFound")
        || code.endsWith("NotFoundException")
        || e.statusCode() == 404
        || (code.equals("ValidationError") && NOT_FOUND.matcher(message(e)).find());
  }

  static boolean broken(AwsServiceException e) {
    return e.statusCode() >= 500;
  }

  static boolean withoutCredentials(SdkClientException e) {
    return String.valueOf(e.getMessage()).contains("Unable to load credentials");
  }

  /** Returns whether asking the same question again may help. */
  static boolean passing(Throwable failure) {
    if (failure instanceof AwsServiceException e) {
      return throttled(e) || busy(e) || broken(e);
    }
    return failure instanceof SdkClientException e && !withoutCredentials(e);
  }

  /** Returns whether the failure says that the service itself is in trouble. */
  static boolean outage(Throwable failure) {
    return passing(failure)
        && !(failure instanceof AwsServiceException e && (throttled(e) || busy(e)));
  }

  /** Returns how long the service itself asks to wait. */
  static Optional<Duration> retryAfter(Throwable failure) {
    if (!(failure instanceof AwsServiceException e) || e.awsErrorDetails() == null) {
      return Optional.empty();
    }
    SdkHttpResponse response = e.awsErrorDetails().sdkHttpResponse();
    if (response == null) {
      return Optional.empty();
    }
    return response
        .firstMatchingHeader("x-amz-retry-after")
        .flatMap(Faults::number)
        .map(Duration::ofMillis)
        .or(
            () ->
                response
                    .firstMatchingHeader("Retry-After")
                    .flatMap(Faults::number)
                    .map(Duration::ofSeconds));
  }

  static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "HTTP " + e.statusCode() : code;
  }

  static String message(AwsServiceException e) {
    String text = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    if (text == null) {
      return "no details";
    }
    // What follows is a page of ciphertext that only an administrator can decode.
    int cipher = text.indexOf("Encoded authorization failure message");
    return cipher < 0 ? text : text.substring(0, cipher).strip();
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
