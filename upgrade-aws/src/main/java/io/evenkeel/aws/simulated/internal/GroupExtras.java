package io.evenkeel.aws.simulated.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.SimulatedCloud;
import java.util.List;
import java.util.Map;

/** What else Auto Scaling may be asked of a group; most of it there is none of. */
final class GroupExtras {

  private final SimulatedCloud cloud;
  private final GroupFeatures features;

  GroupExtras(SimulatedCloud cloud, GroupFeatures features) {
    this.cloud = cloud;
    this.features = features;
  }

  void register(Map<String, Operation> operations) {
    operations.put("DescribeLifecycleHooks", (in, out) -> none(in, out, "LifecycleHooks"));
    operations.put("DescribeWarmPool", this::warmPool);
    operations.put("DescribePolicies", (in, out) -> empty(out, "ScalingPolicies"));
    operations.put(
        "DescribeScheduledActions", (in, out) -> empty(out, "ScheduledUpdateGroupActions"));
    operations.put("DescribeInstanceRefreshes", this::refreshes);
  }

  private void none(Params in, Xml out, String list) {
    cloud.group(in.get("AutoScalingGroupName"));
    empty(out, list);
  }

  private static void empty(Xml out, String list) {
    out.list(list, "member", List.<String>of(), Xml::escape);
  }

  /** Prepared instances are listed here alone. */
  private void warmPool(Params in, Xml out) {
    String name = in.get("AutoScalingGroupName");
    List<TemplateVersion> prepared = cloud.group(name).warmPool();
    out.list("Instances", "member", prepared, GroupExtras::prepared);
    features.warmPool(name, prepared.size()).ifPresent(pool -> configuration(out, pool));
  }

  static void configuration(Xml out, GroupFeatures.WarmPool pool) {
    out.element(
        "WarmPoolConfiguration",
        c -> {
          c.value("MinSize", pool.size());
          c.value("PoolState", "Stopped");
          c.element("InstanceReusePolicy", p -> p.value("ReuseOnScaleIn", pool.reuses()));
        });
  }

  private static void prepared(Xml out, TemplateVersion from) {
    out.value("LifecycleState", "Warmed:Stopped");
    out.value("HealthStatus", "Healthy");
    out.element(
        "LaunchTemplate",
        t -> {
          t.value("LaunchTemplateId", from.template());
          t.value("Version", from.version());
        });
  }

  private void refreshes(Params in, Xml out) {
    String group = in.get("AutoScalingGroupName");
    cloud.group(group);
    List<String> running = features.refreshing(group) ? List.of(group) : List.of();
    out.list("InstanceRefreshes", "member", running, GroupExtras::refresh);
  }

  private static void refresh(Xml out, String group) {
    out.value("InstanceRefreshId", "08b91cf7-8fa6-48af-b6a6-d227f40f1b9b");
    out.value("AutoScalingGroupName", group);
    out.value("Status", "InProgress");
    out.value("PercentageComplete", 0);
  }
}
