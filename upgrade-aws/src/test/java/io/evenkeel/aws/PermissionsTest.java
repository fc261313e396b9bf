package io.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final Pattern ACTION =
      Pattern.compile(
          "\"((?:autoscaling|elasticloadbalancing|ec2|eks|ssm|iam|kms|sts):[A-Z*]\\w*\\*?)\"");

  @Test
  void thePolicyAllowsWhatIsNeededAndNothingElse() {
    // when
    List<String> allowed = allowed();
    // then
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(SelfManagedGroupPermissions.actions());
  }

  @Test
  void thePolicyForManagedGroupsAllowsWhatIsNeededAndNothingElse() {
    // when
    List<String> allowed = allowed(ManagedGroupPermissions.policyDocument());
    // then
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(ManagedGroupPermissions.actions());
  }

  @Test
  void thePolicyForTheControlPlaneAllowsWhatIsNeededAndNothingElse() {
    // when
    List<String> allowed = allowed(ControlPlanePermissions.policyDocument());
    // then
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(ControlPlanePermissions.actions());
  }

  @Test
  void thePolicyFitsIntoAManagedPolicy() {
    String text = SelfManagedGroupPermissions.policyDocument().replaceAll("\\s", "");
    assertThat(text).hasSizeLessThan(6144);
  }

  static List<String> allowed() {
    return allowed(SelfManagedGroupPermissions.policyDocument());
  }

  private static List<String> allowed(String policy) {
    return ACTION
        .matcher(policy)
        .results()
        .map(match -> match.group(1))
        .filter(action -> !action.startsWith("ec2:LaunchTemplate"))
        .filter(action -> !action.startsWith("ec2:CreateAction"))
        .filter(action -> !action.startsWith("iam:PassedToService"))
        .toList();
  }
}
