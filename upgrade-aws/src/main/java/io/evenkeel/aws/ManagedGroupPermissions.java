package io.evenkeel.aws;

import io.evenkeel.aws.internal.Action;
import java.util.List;
import java.util.stream.Stream;

/** What {@link ManagedNodeGroups} must be allowed to do in AWS. */
public final class ManagedGroupPermissions {
  private static final String POLICY = "iam/managed-node-groups.json";

  private ManagedGroupPermissions() {}

  /** Returns the IAM actions of the calls that are made, sorted. */
  public static List<String> calledActions() {
    return Action.MANAGED.stream().map(Action::permission).sorted().toList();
  }

  /**
   * Returns the IAM actions that no call of ours names, but that AWS checks when a group is updated
   * to a launch template version: who changes what is launched must be allowed to launch it.
   */
  public static List<String> actionsCheckedAlong() {
    return List.of(
        "ec2:CreateTags", "ec2:DescribeLaunchTemplateVersions", "ec2:RunInstances", "iam:PassRole");
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
