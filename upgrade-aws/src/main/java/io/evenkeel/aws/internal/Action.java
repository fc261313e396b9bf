package io.evenkeel.aws.internal;

/** The calls that are made for self-managed groups, by the name that IAM gives them. */
public enum Action {
  DESCRIBE_GROUPS("autoscaling", "DescribeAutoScalingGroups"),
  DESCRIBE_ACTIVITIES("autoscaling", "DescribeScalingActivities"),
  DESCRIBE_REFRESHES("autoscaling", "DescribeInstanceRefreshes"),
  DESCRIBE_HOOKS("autoscaling", "DescribeLifecycleHooks"),
  DESCRIBE_SCHEDULE("autoscaling", "DescribeScheduledActions"),
  UPDATE_GROUP("autoscaling", "UpdateAutoScalingGroup"),
  TERMINATE("autoscaling", "TerminateInstanceInAutoScalingGroup"),
  SUSPEND("autoscaling", "SuspendProcesses"),
  RESUME("autoscaling", "ResumeProcesses"),
  WRITE_TAGS("autoscaling", "CreateOrUpdateTags"),
  DELETE_TAGS("autoscaling", "DeleteTags"),
  DESCRIBE_TEMPLATES("ec2", "DescribeLaunchTemplateVersions"),
  CREATE_TEMPLATE("ec2", "CreateLaunchTemplateVersion"),
  DESCRIBE_IMAGES("ec2", "DescribeImages"),
  GET_PARAMETER("ssm", "GetParameter"),
  DESCRIBE_CLUSTER("eks", "DescribeCluster");

  private final String service;
  private final String operation;

  Action(String service, String operation) {
    this.service = service;
    this.operation = operation;
  }

  /** Returns the operation's name, as the service calls it. */
  public String operation() {
    return operation;
  }

  /** Returns the name by which a policy allows it. */
  public String permission() {
    return service + ":" + operation;
  }
}
