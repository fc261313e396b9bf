package io.evenkeel.aws.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolResponse;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

/** Reads Auto Scaling groups and what belongs to them. */
final class Groups {
  private static final int PAGE = 100;

  private final AutoScalingClient scaling;
  private final Calls calls;

  Groups(AutoScalingClient scaling, Calls calls) {
    this.scaling = scaling;
    this.calls = calls;
  }

  /** Returns the group as it is now. */
  AutoScalingGroup get(String name) {
    return read(name, request -> {});
  }

  /** Returns the group as it is now; the watch learns who operates it. */
  AutoScalingGroup get(String name, OperatorWatch watch) {
    return read(name, watch::attach);
  }

  private AutoScalingGroup read(
      String name, Consumer<AwsRequestOverrideConfiguration.Builder> override) {
    if (name.isBlank()) {
      throw Stop.missing("an Auto Scaling group without a name does not exist");
    }
    return calls
        .read(
            Action.DESCRIBE_GROUPS,
            () ->
                scaling.describeAutoScalingGroups(
                    r -> r.autoScalingGroupNames(name).overrideConfiguration(override)))
        .autoScalingGroups()
        .stream()
        .findFirst()
        .orElseThrow(() -> Stop.missing(noGroup(name)));
  }

  private static String noGroup(String name) {
    return "there is no Auto Scaling group "
        + name
        + " in this region; look at its spelling and at the region";
  }

  /** Returns every group of the region, without instances. */
  List<AutoScalingGroup> all() {
    List<AutoScalingGroup> all = new ArrayList<>();
    String token = null;
    do {
      DescribeAutoScalingGroupsResponse page = page(token);
      all.addAll(page.autoScalingGroups());
      token = page.nextToken();
    } while (token != null);
    return all;
  }

  private DescribeAutoScalingGroupsResponse page(@Nullable String token) {
    return calls.read(
        Action.DESCRIBE_GROUPS,
        () ->
            scaling.describeAutoScalingGroups(
                r -> r.includeInstances(false).maxRecords(PAGE).nextToken(token)));
  }

  /** Returns the latest activities, newest first; older ones than a page are of no use to us. */
  List<Activity> activities(String group) {
    return calls
        .read(
            Action.DESCRIBE_ACTIVITIES,
            () ->
                scaling.describeScalingActivities(
                    r -> r.autoScalingGroupName(group).maxRecords(PAGE)))
        .activities();
  }

  /** Returns the instance refreshes, newest first. */
  List<InstanceRefresh> refreshes(String group) {
    DescribeInstanceRefreshesResponse response =
        calls.read(
            Action.DESCRIBE_REFRESHES,
            () -> scaling.describeInstanceRefreshes(r -> r.autoScalingGroupName(group)));
    return response.instanceRefreshes();
  }

  List<LifecycleHook> hooks(String group) {
    return calls
        .read(
            Action.DESCRIBE_HOOKS,
            () -> scaling.describeLifecycleHooks(r -> r.autoScalingGroupName(group)))
        .lifecycleHooks();
  }

  /** Returns the pool of prepared instances, or the first page of it. */
  DescribeWarmPoolResponse warmPool(String group) {
    return calls.read(
        Action.DESCRIBE_WARM_POOL,
        () -> scaling.describeWarmPool(r -> r.autoScalingGroupName(group)));
  }

  List<ScheduledUpdateGroupAction> schedule(String group) {
    DescribeScheduledActionsResponse response =
        calls.read(
            Action.DESCRIBE_SCHEDULE,
            () -> scaling.describeScheduledActions(r -> r.autoScalingGroupName(group)));
    return response.scheduledUpdateGroupActions();
  }
}
