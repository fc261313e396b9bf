package io.evenkeel.aws.internal;

import io.evenkeel.model.Instance;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** What the group is made of, and which of its processes are off. */
final class ShapeChecks {
  private static final List<String> NEEDED = List.of("Launch", "Terminate");

  private ShapeChecks() {}

  static List<Finding> all(AutoScalingGroup group) {
    return Stream.concat(unsupported(group).stream(), suspended(group).stream()).toList();
  }

  private static List<Finding> unsupported(AutoScalingGroup group) {
    Where where = Where.in(group);
    List<Finding> found = new ArrayList<>();
    if (group.status() != null) {
      found.add(
          where.blocker(
              "GROUP_GOING", "the group is going: " + group.status(), "name another group"));
    }
    if (Pointers.main(group).isEmpty()) {
      found.add(
          where.blocker(
              "LAUNCH_CONFIGURATION",
              "it launches from launch configuration " + group.launchConfigurationName(),
              "move the group to a launch template"));
    }
    found.addAll(MixedPolicies.findings(group));
    standby(group).ifPresent(found::add);
    return found;
  }

  private static Optional<Finding> standby(AutoScalingGroup group) {
    List<String> aside =
        group.instances().stream()
            .filter(
                instance ->
                    LifecycleStates.state(instance.lifecycleStateAsString())
                        == Instance.State.STANDBY)
            .map(software.amazon.awssdk.services.autoscaling.model.Instance::instanceId)
            .sorted()
            .toList();
    return aside.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Where.in(group)
                .warning(
                    "STANDBY_INSTANCES",
                    "somebody has set instances on standby: " + String.join(", ", aside),
                    "put them back first if they are to be spared; they are replaced like the"
                        + " others, and take the room of surge until they are"));
  }

  private static List<Finding> suspended(AutoScalingGroup group) {
    // What an unfinished run of ours has suspended is resumed by the one that goes on with it.
    List<String> ours = List.of(Marks.on(group).getOrDefault("suspended", "").split(" "));
    return GroupObserver.suspended(group).stream()
        .filter(process -> !ours.contains(process))
        .map(process -> suspended(Where.in(group), process))
        .toList();
  }

  private static Finding suspended(Where where, String process) {
    if (NEEDED.contains(process)) {
      return where.blocker(
          "PROCESS_SUSPENDED",
          "its process " + process + " is suspended, so that no node can be replaced",
          "find out who suspended it and why, then resume it");
    }
    return where.warning(
        "PROCESS_SUSPENDED",
        "its process " + process + " is suspended and stays so",
        "resume it if that was forgotten");
  }
}
