package io.evenkeel.aws.simulated;

/** Whom the role of a cluster trusts, and with what. */
public enum ClusterRoleTrust {
  /** EKS may assume the role, which is enough without Auto Mode. */
  ASSUME_ROLE("\"sts:AssumeRole\""),
  /** EKS may assume the role and tag its session, which Auto Mode needs. */
  ASSUME_ROLE_AND_TAG_SESSION("[\"sts:AssumeRole\",\"sts:TagSession\"]");

  private static final String DOCUMENT =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"Service":"eks.amazonaws.com"},"Action":%s}]}\
      """;

  private final String actions;

  ClusterRoleTrust(String actions) {
    this.actions = actions;
  }

  /** Returns the trust policy in JSON. */
  public String policyDocument() {
    return DOCUMENT.formatted(actions);
  }
}
