package io.evenkeel.aws.internal;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Resize;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be done with a self-managed group, as plain calls that may block and that end
 * early with a {@link Stop}. Thread-safe.
 */
public final class GroupOperations {
  private final GroupObserver observer;
  private final GroupInspector inspector;
  private final TargetResolver resolver;
  private final TemplateWriter templateWriter;
  private final GroupWriter writer;
  private final Terminator terminator;
  private final Groups groups;
  private final Templates templates;

  public GroupOperations(Clients clients, Settings settings, ReadPacing pacing) {
    Calls calls = new Calls(pacing);
    groups = new Groups(clients.scaling(), calls);
    templates = new Templates(clients.ec2(), calls);
    Images images = new Images(clients.ec2(), clients.ssm(), calls);
    Clusters clusters = new Clusters(clients.eks(), calls, settings.cluster());
    TargetGroups targetGroups = new TargetGroups(clients.balancing(), calls);
    observer = new GroupObserver(groups, templates, targetGroups);
    inspector = new GroupInspector(groups, templates, targetGroups);
    resolver =
        new TargetResolver(groups, templates, images, new ImageChoice(images, settings), clusters);
    templateWriter = new TemplateWriter(clients.ec2(), calls, groups, templates, images);
    writer = new GroupWriter(clients.scaling(), calls, groups);
    terminator = new Terminator(clients.scaling(), calls, groups, targetGroups);
  }

  public GroupState observe(String group) {
    return observer.observe(group);
  }

  public TemplateVersion launchesFrom(String group) {
    return Templates.numbered(templates.at(Pointers.of(groups.get(group))));
  }

  public List<Finding> inspect(String group) {
    return inspector.inspect(group);
  }

  public ResolvedTarget resolve(String group, Target target) {
    return resolver.resolve(group, target);
  }

  public ResolvedTarget createTemplate(String group, ResolvedTarget target, String token) {
    return templateWriter.create(group, target, token);
  }

  public void point(String group, TemplateVersion from, TemplateVersion to) {
    writer.point(group, from, to);
  }

  public void resize(String group, Resize resize) {
    writer.resize(group, resize);
  }

  public void terminate(String group, String instanceId, AfterTermination after) {
    terminator.terminate(group, instanceId, after);
  }

  public void deregister(String group, String instanceId) {
    terminator.deregister(group, instanceId);
  }

  public void suspend(String group, List<String> processes) {
    writer.suspend(group, processes);
  }

  public void resume(String group, List<String> processes) {
    writer.resume(group, processes);
  }

  public void mark(String group, Map<String, String> marks) {
    writer.mark(group, marks);
  }

  public void unmark(String group, List<String> names) {
    writer.unmark(group, names);
  }
}
