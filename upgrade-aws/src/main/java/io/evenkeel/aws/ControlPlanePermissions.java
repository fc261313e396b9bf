package io.evenkeel.aws;

import io.evenkeel.aws.internal.Action;
import java.util.List;

/** What {@link EksControlPlane} must be allowed to do in AWS. */
public final class ControlPlanePermissions {
  private static final String POLICY = "iam/control-plane.json";

  private ControlPlanePermissions() {}

  /** Returns the IAM actions of the calls that are made, sorted. */
  public static List<String> actions() {
    return Action.CONTROL_PLANE.stream().map(Action::permission).sorted().toList();
  }

  /** Returns the IAM policy document that allows just these actions, as JSON. */
  public static String policyDocument() {
    return PolicyDocuments.read(POLICY);
  }
}
