package io.evenkeel.kubernetes.internal;

import java.io.IOException;

/** Why the cluster cannot be seen at all, each with what to do about it. */
final class Remedies {
  private static final String ROLE = "io/evenkeel/kubernetes/rbac/evenkeel-upgrader.yaml";

  private Remedies() {}

  static Report.GivenUp unauthorized(String address, Reply reply) {
    return new Report.GivenUp(
        "the API server at " + address + " does not accept our credentials: " + reply.because(),
        "renew the credentials, or choose another context or user");
  }

  static Report.GivenUp notServed(Resource resource, Reply reply) {
    boolean denied = reply.code() == 403;
    return new Report.GivenUp(
        (denied ? "we may not list and watch " : "the API server does not serve ")
            + resource.fullName()
            + ": "
            + reply.because(),
        denied
            ? "grant get, list and watch on "
                + resource.fullName()
                + "; the role in "
                + ROLE
                + " does"
            : "use an API server of Kubernetes 1.22 or later");
  }

  static Report.GivenUp unreachable(String address, Exception failure) {
    return new Report.GivenUp(because(address, failure), remedy(failure));
  }

  static String because(String address, Exception failure) {
    return failure instanceof IOException io
        ? Failures.because(address, io)
        : "an answer of " + address + " cannot be read: " + failure.getMessage();
  }

  private static String remedy(Exception failure) {
    return failure instanceof IOException io
        ? Failures.remedy(io)
        : "check that the address is that of a Kubernetes API server";
  }
}
