package io.evenkeel.aws.internal;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The calls that are made, by the name that IAM gives them. */
public enum Action {
  DESCRIBE_GROUPS("autoscaling", "DescribeAutoScalingGroups"),
  DESCRIBE_ACTIVITIES("autoscaling", "DescribeScalingActivities"),
  DESCRIBE_REFRESHES("autoscaling", "DescribeInstanceRefreshes"),
  DESCRIBE_HOOKS("autoscaling", "DescribeLifecycleHooks"),
  DESCRIBE_SCHEDULE("autoscaling", "DescribeScheduledActions"),
  DESCRIBE_WARM_POOL("autoscaling", "DescribeWarmPool"),
  UPDATE_GROUP("autoscaling", "UpdateAutoScalingGroup"),
  TERMINATE("autoscaling", "TerminateInstanceInAutoScalingGroup"),
  SUSPEND("autoscaling", "SuspendProcesses"),
  RESUME("autoscaling", "ResumeProcesses"),
  WRITE_TAGS("autoscaling", "CreateOrUpdateTags"),
  DELETE_TAGS("autoscaling", "DeleteTags"),
  DESCRIBE_TEMPLATES("ec2", "DescribeLaunchTemplateVersions"),
  CREATE_TEMPLATE("ec2", "CreateLaunchTemplateVersion"),
  DESCRIBE_IMAGES("ec2", "DescribeImages"),
  DESCRIBE_CLUSTER("eks", "DescribeCluster"),
  GET_PARAMETER("ssm", "GetParameter"),
  DESCRIBE_NODEGROUP("eks", "DescribeNodegroup"),
  LIST_UPDATES("eks", "ListUpdates"),
  DESCRIBE_UPDATE("eks", "DescribeUpdate"),
  UPDATE_NODEGROUP_CONFIG("eks", "UpdateNodegroupConfig"),
  UPDATE_NODEGROUP_VERSION("eks", "UpdateNodegroupVersion");

  /** The calls for groups that we replace the nodes of. */
  public static final Set<Action> SELF_MANAGED =
      Collections.unmodifiableSet(EnumSet.range(DESCRIBE_GROUPS, GET_PARAMETER));

  /** The calls for groups that EKS replaces the nodes of. */
  public static final Set<Action> MANAGED =
      Collections.unmodifiableSet(EnumSet.range(GET_PARAMETER, UPDATE_NODEGROUP_VERSION));

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

  /** Returns the service that is called, as a policy names it. */
  String service() {
    return service;
  }

  /** Returns the name by which a policy allows it. */
  public String permission() {
    return service + ":" + operation;
  }
}
