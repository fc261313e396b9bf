package io.evenkeel.spi;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import java.util.List;
import java.util.Map;

/** {@link InstanceProvider} as plain calls; each contract is that of its namesake there. */
public interface BlockingInstanceProvider {

  String name();

  Answer<GroupState> observe(String group);

  /** Finds nothing, unless overridden. */
  default Answer<List<Finding>> inspect(String group) {
    return Answer.ok(List.of());
  }

  Answer<ResolvedTarget> resolve(String group, Target target);

  Answer<ResolvedTarget> createTemplate(String group, ResolvedTarget target, String token);

  Answer<Answer.Done> point(String group, TemplateVersion from, TemplateVersion to);

  Answer<Answer.Done> resize(String group, Resize resize);

  Answer<Answer.Done> terminate(String group, String instanceId, AfterTermination after);

  /** Knows no target groups, unless overridden. */
  default Answer<Answer.Done> deregister(String group, String instanceId) {
    return Answer.done();
  }

  /** Has nothing to suspend, unless overridden. */
  default Answer<Answer.Done> suspend(String group, List<String> processes) {
    return Answer.done();
  }

  /** Has nothing to resume, unless overridden. */
  default Answer<Answer.Done> resume(String group, List<String> processes) {
    return Answer.done();
  }

  Answer<Answer.Done> mark(String group, Map<String, String> marks);

  Answer<Answer.Done> unmark(String group, List<String> names);
}
