package io.evenkeel.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrustPolicyTest {
  private static final String EKS = "eks.amazonaws.com";

  @Test
  void aStatementMayNameOneThingOrSeveral() {
    TrustPolicy one = allows("\"eks.amazonaws.com\"", "\"sts:AssumeRole\"");
    TrustPolicy several =
        allows("[\"ec2.amazonaws.com\", \"eks.amazonaws.com\"]", "[\"sts:TagSession\", \"sts:*\"]");

    assertThat(one.lets(EKS, "sts:AssumeRole")).isTrue();
    assertThat(one.lets(EKS, "sts:TagSession")).isFalse();
    assertThat(one.lets("ec2.amazonaws.com", "sts:AssumeRole")).isFalse();
    assertThat(several.lets(EKS, "sts:AssumeRole")).isTrue();
  }

  @Test
  void somebodyElsesTrustIsNotThatOfTheService() {
    TrustPolicy account =
        TrustPolicy.parse(
            """
            {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1:root"},
             "Action": "sts:AssumeRole"}}
            """);

    assertThat(account.lets(EKS, "sts:AssumeRole")).isFalse();
  }

  @Test
  void whatIsDeniedIsNotAllowed() {
    TrustPolicy policy =
        TrustPolicy.parse(
            """
            {"Statement": [
              {"Effect": "Allow", "Principal": "*", "Action": "sts:*"},
              {"Effect": "Deny", "Principal": {"Service": "eks.amazonaws.com"},
               "Action": "sts:TagSession"}]}
            """);

    assertThat(policy.lets(EKS, "sts:AssumeRole")).isTrue();
    assertThat(policy.lets(EKS, "sts:TagSession")).isFalse();
  }

  private static TrustPolicy allows(String services, String actions) {
    return TrustPolicy.parse(
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": "
            + services
            + "}, \"Action\": "
            + actions
            + "}]}");
  }
}
