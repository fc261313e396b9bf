package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Gathers what stands against changing a group, and what its owner should know before. */
final class GroupInspector {
  private final Groups groups;
  private final Templates templates;
  private final BalancerChecks balancers;

  GroupInspector(Groups groups, Templates templates, TargetGroups targetGroups) {
    this.groups = groups;
    this.templates = templates;
    this.balancers = new BalancerChecks(targetGroups);
  }

  List<Finding> inspect(String name) {
    OperatorWatch operator = new OperatorWatch();
    AutoScalingGroup group = groups.get(name, operator);
    return Stream.of(
            OwnerChecks.all(group, operator.principal()),
            ShapeChecks.all(group),
            ActorChecks.all(
                group, groups.refreshes(name), groups.schedule(name), groups.hooks(name)),
            new WarmPools(groups).findings(group),
            balancers.all(group),
            template(group))
        .flatMap(List::stream)
        .toList();
  }

  private List<Finding> template(AutoScalingGroup group) {
    return Pointers.main(group).isEmpty()
        ? List.of()
        : Stream.of(
                TemplateChecks.followers(group, groups.all()).stream(),
                TemplateChecks.floating(group).stream(),
                movingImage(group).stream())
            .flatMap(findings -> findings)
            .toList();
  }

  private Optional<Finding> movingImage(AutoScalingGroup group) {
    return TemplateChecks.image(group, templates.at(Pointers.of(group)));
  }
}
