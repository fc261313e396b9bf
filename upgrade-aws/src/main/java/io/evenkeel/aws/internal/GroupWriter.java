package io.evenkeel.aws.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Resize;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

/** Changes a group. Auto Scaling knows no conditional writes, so each re-reads just before. */
final class GroupWriter {
  private final AutoScalingClient scaling;
  private final Calls calls;
  private final Groups groups;

  GroupWriter(AutoScalingClient scaling, Calls calls, Groups groups) {
    this.scaling = scaling;
    this.calls = calls;
    this.groups = groups;
  }

  void point(String name, TemplateVersion from, TemplateVersion to) {
    if (to.floating()) {
      throw Stop.refused(
          "group " + name + " is not pointed at " + to + ", since that version moves by itself");
    }
    AutoScalingGroup group = groups.get(name);
    TemplateVersion now = Pointers.of(group);
    if (!now.equals(from)) {
      throw Stop.conflict("group " + name + " launches from " + now + ", not from " + from);
    }
    UpdateAutoScalingGroupRequest.Builder request =
        UpdateAutoScalingGroupRequest.builder().autoScalingGroupName(name);
    // A launch template beside the policy would take the place of the whole policy.
    if (group.mixedInstancesPolicy() != null) {
      request.mixedInstancesPolicy(MixedPolicies.pointedAt(group, to));
    } else {
      request.launchTemplate(t -> t.launchTemplateId(to.template()).version(to.version()));
    }
    update(request);
  }

  void resize(String name, Resize resize) {
    AutoScalingGroup group = groups.get(name);
    Sizes.check(group, resize);
    update(
        UpdateAutoScalingGroupRequest.builder()
            .autoScalingGroupName(name)
            .desiredCapacity(resize.desired())
            .maxSize(resize.max()));
  }

  private void update(UpdateAutoScalingGroupRequest.Builder request) {
    calls.write(Action.UPDATE_GROUP, () -> scaling.updateAutoScalingGroup(request.build()));
  }

  void suspend(String name, List<String> processes) {
    // An empty list would mean all processes.
    if (!processes.isEmpty()) {
      calls.write(
          Action.SUSPEND,
          () ->
              scaling.suspendProcesses(
                  r -> r.autoScalingGroupName(name).scalingProcesses(processes)));
    }
  }

  void resume(String name, List<String> processes) {
    if (!processes.isEmpty()) {
      calls.write(
          Action.RESUME,
          () ->
              scaling.resumeProcesses(
                  r -> r.autoScalingGroupName(name).scalingProcesses(processes)));
    }
  }

  void mark(String name, Map<String, String> marks) {
    if (!marks.isEmpty()) {
      var tags = Marks.tags(name, marks);
      calls.write(Action.WRITE_TAGS, () -> scaling.createOrUpdateTags(r -> r.tags(tags)));
    }
  }

  void unmark(String name, List<String> names) {
    if (!names.isEmpty()) {
      var tags = Marks.tags(name, names);
      calls.write(Action.DELETE_TAGS, () -> scaling.deleteTags(r -> r.tags(tags)));
    }
  }
}
