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
  DESCRIBE_TARGET_HEALTH("elasticloadbalancing", "DescribeTargetHealth"),
  DESCRIBE_TARGET_GROUP("elasticloadbalancing", "DescribeTargetGroupAttributes"),
  DEREGISTER_TARGETS("elasticloadbalancing", "DeregisterTargets"),
  DESCRIBE_CLUSTER("eks", "DescribeCluster"),
  GET_PARAMETER("ssm", "GetParameter"),
  DESCRIBE_NODEGROUP("eks", "DescribeNodegroup"),
  LIST_UPDATES("eks", "ListUpdates"),
  DESCRIBE_UPDATE("eks", "DescribeUpdate"),
  UPDATE_NODEGROUP_CONFIG("eks", "UpdateNodegroupConfig"),
  UPDATE_NODEGROUP_VERSION("eks", "UpdateNodegroupVersion"),
  LIST_NODEGROUPS("eks", "ListNodegroups"),
  DESCRIBE_ACCESS_ENTRY("eks", "DescribeAccessEntry"),
  LIST_ADDONS("eks", "ListAddons"),
  DESCRIBE_ADDON("eks", "DescribeAddon"),
  DESCRIBE_ADDON_VERSIONS("eks", "DescribeAddonVersions"),
  UPDATE_ADDON("eks", "UpdateAddon"),
  UPDATE_CLUSTER_VERSION("eks", "UpdateClusterVersion"),
  LIST_INSIGHTS("eks", "ListInsights"),
  DESCRIBE_INSIGHT("eks", "DescribeInsight"),
  START_INSIGHTS_REFRESH("eks", "StartInsightsRefresh"),
  DESCRIBE_INSIGHTS_REFRESH("eks", "DescribeInsightsRefresh"),
  DESCRIBE_SUBNETS("ec2", "DescribeSubnets"),
  GET_ROLE("iam", "GetRole"),
  DESCRIBE_KEY("kms", "DescribeKey");

  /** The calls for groups that we replace the nodes of. */
  public static final Set<Action> SELF_MANAGED =
      Collections.unmodifiableSet(EnumSet.range(DESCRIBE_GROUPS, GET_PARAMETER));

  /** The calls for groups that EKS replaces the nodes of. */
  public static final Set<Action> MANAGED =
      Collections.unmodifiableSet(EnumSet.range(GET_PARAMETER, UPDATE_NODEGROUP_VERSION));

  /** The calls for the control plane. */
  public static final Set<Action> CONTROL_PLANE = controlPlane();

  private static Set<Action> controlPlane() {
    EnumSet<Action> calls = EnumSet.range(LIST_NODEGROUPS, DESCRIBE_KEY);
    calls.addAll(EnumSet.of(DESCRIBE_CLUSTER, DESCRIBE_NODEGROUP, LIST_UPDATES, DESCRIBE_UPDATE));
    return Collections.unmodifiableSet(calls);
  }

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
