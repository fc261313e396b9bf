package io.evenkeel.simulation.internal;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Answer.Done;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Resize;
import io.evenkeel.spi.Subscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The groups of a simulated cloud behind the port, in the time of its timeline. */
final class SimulatedInstanceProvider implements InstanceProvider {

  private static final String UPDATE = "autoscaling:UpdateAutoScalingGroup";
  private static final String DESCRIBE = "autoscaling:DescribeAutoScalingGroups";

  private final CloudWorld world;
  private final Calls calls;
  private final GroupViews views;
  private final TargetResolution targets;

  SimulatedInstanceProvider(CloudWorld world, Calls calls, GroupViews views) {
    this.world = world;
    this.calls = calls;
    this.views = views;
    this.targets = new TargetResolution(world);
  }

  @Override
  public String name() {
    return "simulated Auto Scaling groups";
  }

  @Override
  public CompletionStage<Answer<GroupState>> observe(String group) {
    return calls.call(DESCRIBE, () -> Answer.ok(views.of(group)));
  }

  @Override
  public CompletionStage<Answer<TemplateVersion>> launchesFrom(String group) {
    return calls.call(DESCRIBE, () -> Answer.ok(world.templates.pinned(views.of(group).pointer())));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group) {
    return calls.call(DESCRIBE, () -> Answer.ok(GroupInspection.of(world.book(group).snapshot())));
  }

  @Override
  public CompletionStage<Answer<ResolvedTarget>> resolve(String group, Target target) {
    String action =
        target instanceof Target.LaunchTemplate
            ? "ec2:DescribeLaunchTemplateVersions"
            : "ssm:GetParameter";
    return calls.call(action, () -> targets.resolve(world.book(group), target));
  }

  @Override
  public CompletionStage<Answer<ResolvedTarget>> createTemplate(
      String group, ResolvedTarget target, String token) {
    return calls.call(
        "ec2:CreateLaunchTemplateVersion", () -> Answer.ok(created(group, target, token)));
  }

  private ResolvedTarget created(String group, ResolvedTarget target, String token) {
    if (target.template().isPresent()) {
      return target;
    }
    TemplateVersion pointer = world.book(group).pointer;
    LaunchTemplate template = world.templates.get(pointer.template());
    LaunchTemplate.Version version =
        world.templates.addVersion(
            template.id(),
            world.templates.version(pointer).content().withImage(target.image()),
            target.description(),
            token);
    return target.withTemplate(template.named(version.number()));
  }

  @Override
  public CompletionStage<Answer<Done>> point(
      String group, TemplateVersion from, TemplateVersion to) {
    return calls.write(
        UPDATE,
        () -> {
          TemplateVersion seen = views.of(group).pointer();
          return seen.equals(from)
              ? write(group, g -> g.point(to))
              : new Answer.Conflict<>(
                  "Group " + group + " launches from " + seen + ", not from " + from + ".");
        });
  }

  @Override
  public CompletionStage<Answer<Done>> resize(String group, Resize resize) {
    return calls.write(
        UPDATE,
        () ->
            ResizeCheck.obstacle(views.of(group), resize)
                .<Answer<Done>>map(Answer.Conflict::new)
                .orElseGet(
                    () ->
                        write(
                            group,
                            g -> g.resize(g.state().min(), resize.max(), resize.desired()))));
  }

  @Override
  public CompletionStage<Answer<Done>> terminate(
      String group, String instanceId, AfterTermination after) {
    return calls.write(
        "autoscaling:TerminateInstanceInAutoScalingGroup",
        () -> write(group, g -> g.terminate(instanceId, after)));
  }

  @Override
  public CompletionStage<Answer<Done>> deregister(String group, String instanceId) {
    return calls.write(
        "elasticloadbalancing:DeregisterTargets",
        () ->
            write(
                group,
                g -> g.targetGroups().forEach(each -> g.deregister(instanceId, each.name()))));
  }

  @Override
  public CompletionStage<Answer<Done>> suspend(String group, List<String> processes) {
    return calls.write(
        "autoscaling:SuspendProcesses", () -> write(group, g -> g.suspend(processes)));
  }

  @Override
  public CompletionStage<Answer<Done>> resume(String group, List<String> processes) {
    return calls.write("autoscaling:ResumeProcesses", () -> write(group, g -> g.resume(processes)));
  }

  @Override
  public CompletionStage<Answer<Done>> mark(String group, Map<String, String> marks) {
    return calls.write(
        "autoscaling:CreateOrUpdateTags",
        () -> write(group, g -> marks.forEach((k, v) -> g.tag(GroupViews.MARK + k, v, false))));
  }

  @Override
  public CompletionStage<Answer<Done>> unmark(String group, List<String> names) {
    return calls.write(
        "autoscaling:DeleteTags",
        () -> write(group, g -> names.forEach(name -> g.untag(GroupViews.MARK + name))));
  }

  @Override
  public Subscription onChange(String group, Runnable hint) {
    return new Hints(world, group, hint).start();
  }

  private Answer<Done> write(String group, Consumer<SimulatedGroup> change) {
    change.accept(world.group(group));
    return Answer.done();
  }
}
