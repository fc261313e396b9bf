package io.evenkeel.examples.conformance;

import io.evenkeel.examples.conformance.Assumption.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** What is taken for true about a self-managed Auto Scaling group. */
final class GroupAssumptions {
  private static final String MARK = "evenkeel.io/conformance";
  private static final String PROCESS = "AZRebalance";

  private final Account account;
  private final String name;

  GroupAssumptions(Account account, String name) {
    this.account = account;
    this.name = name;
  }

  List<Assumption> all() {
    return List.of(
        Assumption.read(
            "every instance tells which version of the template it was launched from",
            Subject.GROUP,
            this::templates),
        Assumption.read(
            "scaling activities are told newest first", Subject.GROUP, this::activities),
        Assumption.act(
            "a tag is written and removed, and shows at once",
            Subject.GROUP,
            "puts the tag " + MARK + " on the group and takes it off again",
            this::tags),
        Assumption.act(
            "a process is suspended and resumed, and shows at once",
            Subject.GROUP,
            "suspends " + PROCESS + " where it is not, and resumes it",
            this::processes),
        Assumption.act(
            "a maximum below the desired size is refused",
            Subject.GROUP,
            "asks for a maximum of 0, which must be refused",
            this::bounds));
  }

  private AutoScalingGroup group() {
    List<AutoScalingGroup> found =
        account
            .scaling()
            .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
            .autoScalingGroups();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no Auto Scaling group " + name);
    }
    return found.get(0);
  }

  private List<String> templates() {
    return group().instances().stream()
        .filter(instance -> instance.launchTemplate() == null)
        .map(instance -> instance.instanceId() + " tells no template")
        .toList();
  }

  private List<String> activities() {
    List<Instant> starts =
        account
            .scaling()
            .describeScalingActivities(r -> r.autoScalingGroupName(name))
            .activities()
            .stream()
            .map(activity -> activity.startTime())
            .toList();
    List<Instant> sorted = starts.stream().sorted(Comparator.reverseOrder()).toList();
    return starts.equals(sorted) ? List.of() : List.of("they start at " + starts);
  }

  private List<String> tags() {
    account
        .scaling()
        .createOrUpdateTags(
            r ->
                r.tags(
                    t ->
                        t.resourceId(name)
                            .resourceType("auto-scaling-group")
                            .key(MARK)
                            .value("tried")
                            .propagateAtLaunch(false)));
    boolean written = tagged();
    account
        .scaling()
        .deleteTags(
            r -> r.tags(t -> t.resourceId(name).resourceType("auto-scaling-group").key(MARK)));
    boolean left = tagged();
    return !written
        ? List.of("the tag did not show")
        : left ? List.of("the tag still showed") : List.of();
  }

  private boolean tagged() {
    return group().tags().stream().map(TagDescription::key).anyMatch(MARK::equals);
  }

  private List<String> processes() {
    if (suspended()) {
      return List.of("it is suspended already, so that it could not be tried");
    }
    account.scaling().suspendProcesses(r -> r.autoScalingGroupName(name).scalingProcesses(PROCESS));
    boolean shown = suspended();
    account.scaling().resumeProcesses(r -> r.autoScalingGroupName(name).scalingProcesses(PROCESS));
    boolean left = suspended();
    return !shown
        ? List.of("it did not show as suspended")
        : left ? List.of("it still showed as suspended") : List.of();
  }

  private boolean suspended() {
    return group().suspendedProcesses().stream()
        .map(SuspendedProcess::processName)
        .anyMatch(PROCESS::equals);
  }

  private List<String> bounds() {
    if (group().desiredCapacity() == 0) {
      return List.of("the group is empty, so that it could not be tried");
    }
    try {
      account
          .scaling()
          .updateAutoScalingGroup(
              r ->
                  r.autoScalingGroupName(name)
                      .maxSize(0)
                      .desiredCapacity(group().desiredCapacity()));
      return List.of("a maximum of 0 was taken");
    } catch (AutoScalingException refused) {
      return refused.statusCode() == 400
          ? List.of()
          : List.of("it answers " + refused.statusCode());
    }
  }
}
