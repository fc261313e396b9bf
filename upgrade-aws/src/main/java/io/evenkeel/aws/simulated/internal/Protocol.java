package io.evenkeel.aws.simulated.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The shapes of answers and errors that the services speak. */
enum Protocol {
  AUTO_SCALING("autoscaling", "AccessDenied", 403, "Throttling", 400),
  BALANCING("elasticloadbalancing", "AccessDenied", 403, "Throttling", 400),
  STS("sts", "AccessDenied", 403, "Throttling", 400),
  IAM("iam", "AccessDenied", 403, "Throttling", 400),
  EC2("ec2", "UnauthorizedOperation", 403, "RequestLimitExceeded", 503),
  SSM("ssm", "AccessDeniedException", 400, "ThrottlingException", 400),
  KMS("kms", "AccessDeniedException", 400, "ThrottlingException", 400),
  EKS("eks", "AccessDeniedException", 403, "ThrottlingException", 429);

  private static final String REQUEST_ID = "6f0c1e2a-0000-4000-8000-000000000000";

  private final String service;
  private final String deniedCode;
  private final int deniedStatus;
  private final String throttledCode;
  private final int throttledStatus;

  Protocol(
      String service,
      String deniedCode,
      int deniedStatus,
      String throttledCode,
      int throttledStatus) {
    this.service = service;
    this.deniedCode = deniedCode;
    this.deniedStatus = deniedStatus;
    this.throttledCode = throttledCode;
    this.throttledStatus = throttledStatus;
  }

  String service() {
    return service;
  }

  AwsError denied(String caller, String action) {
    return new AwsError(
        deniedStatus,
        deniedCode,
        "User: %s is not authorized to perform: %s because no identity-based policy allows the %s action"
            .formatted(caller, action, action));
  }

  AwsError throttled() {
    return new AwsError(throttledStatus, throttledCode, "Rate exceeded");
  }

  AwsError expired() {
    String text = "The security token included in the request is expired";
    return switch (this) {
      case AUTO_SCALING, BALANCING, STS, IAM -> new AwsError(403, "ExpiredToken", text);
      case EC2 -> new AwsError(400, "RequestExpired", text);
      case SSM, KMS -> new AwsError(400, "ExpiredTokenException", text);
      case EKS -> new AwsError(403, "ExpiredTokenException", text);
    };
  }

  /** Returns the answer of a write that says nothing but that it worked. */
  Reply pretended(String action) {
    String operation = action.substring(action.indexOf(':') + 1);
    return speaksJson() ? json(new TreeMap<>()) : xml(operation, xml -> {});
  }

  private boolean speaksJson() {
    return this == SSM || this == KMS || this == EKS;
  }

  /** Returns the answer of a Query operation. */
  Reply xml(String action, Consumer<Xml> result) {
    return switch (this) {
      case EC2 ->
          xmlReply(
              200,
              Xml.document(
                  action + "Response",
                  "http://ec2.amazonaws.com/doc/2016-11-15/",
                  xml -> result.accept(xml.value("requestId", REQUEST_ID))));
      case IAM -> wrapped(action, "https://iam.amazonaws.com/doc/2010-05-08/", result);
      case BALANCING ->
          wrapped(action, "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/", result);
      case STS -> wrapped(action, "https://sts.amazonaws.com/doc/2011-06-15/", result);
      default -> wrapped(action, "http://autoscaling.amazonaws.com/doc/2011-01-01/", result);
    };
  }

  private static Reply wrapped(String action, String namespace, Consumer<Xml> result) {
    return xmlReply(
        200,
        Xml.document(
            action + "Response",
            namespace,
            xml ->
                xml.element(action + "Result", result)
                    .element("ResponseMetadata", m -> m.value("RequestId", REQUEST_ID))));
  }

  /** Returns the answer of a JSON operation. */
  Reply json(Map<String, Object> result) {
    return jsonReply(200, Json.write(result), new TreeMap<>());
  }

  Reply error(AwsError error) {
    return switch (this) {
      case EC2 -> xmlReply(error.status(), ec2Error(error));
      case AUTO_SCALING, BALANCING, STS, IAM -> xmlReply(error.status(), queryError(error));
      case SSM, KMS, EKS -> jsonError(error);
    };
  }

  private static String ec2Error(AwsError error) {
    return Xml.document(
        "Response",
        "",
        xml ->
            xml.element(
                    "Errors",
                    errors ->
                        errors.element(
                            "Error",
                            e -> e.value("Code", error.code()).value("Message", error.text())))
                .value("RequestID", REQUEST_ID));
  }

  private static String queryError(AwsError error) {
    return Xml.document(
        "ErrorResponse",
        "",
        xml ->
            xml.element(
                    "Error",
                    e ->
                        e.value("Type", "Sender")
                            .value("Code", error.code())
                            .value("Message", error.text()))
                .value("RequestId", REQUEST_ID));
  }

  private Reply jsonError(AwsError error) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("x-amzn-ErrorType", error.code());
    return jsonReply(
        error.status(),
        Json.write(Json.object("__type", error.code(), "message", error.text())),
        headers);
  }

  private static Reply xmlReply(int status, String body) {
    return new Reply.Answered(status, "text/xml", body, new TreeMap<>());
  }

  private Reply jsonReply(int status, String body, Map<String, String> headers) {
    headers.put("x-amzn-RequestId", REQUEST_ID);
    String type = this == EKS ? "application/json" : "application/x-amz-json-1.1";
    return new Reply.Answered(status, type, body, headers);
  }
}
