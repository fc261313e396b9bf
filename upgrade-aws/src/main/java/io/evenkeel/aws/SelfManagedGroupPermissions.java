package io.evenkeel.aws;

import io.evenkeel.aws.internal.Action;
import java.util.List;
import java.util.stream.Stream;

/** What {@link AutoScalingGroups} must be allowed to do in AWS. */
public final class SelfManagedGroupPermissions {
  private static final String POLICY = "iam/self-managed-groups.json";

  private SelfManagedGroupPermissions() {}

  /** Returns the IAM actions of the calls that are made, sorted. */
  public static List<String> calledActions() {
    return Action.SELF_MANAGED.stream().map(Action::permission).sorted().toList();
  }

  /**
   * Returns the IAM actions that no call of ours names, but that AWS checks when a group is pointed
   * at a template version: who changes what is launched must be allowed to launch it.
   */
  public static List<String> actionsCheckedAlong() {
    return List.of("ec2:CreateTags", "ec2:RunInstances", "iam:PassRole");
  }

  /** Returns all actions, sorted. */
  public static List<String> actions() {
    return Stream.concat(calledActions().stream(), actionsCheckedAlong().stream())
        .sorted()
        .toList();
  }

  /** Returns the IAM policy document that allows just these actions, as JSON. */
  public static String policyDocument() {
    return PolicyDocuments.read(POLICY);
  }
}
