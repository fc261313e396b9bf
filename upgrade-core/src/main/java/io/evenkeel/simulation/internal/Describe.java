package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import java.util.Optional;

/** Says in a few words what a change of the store means. */
final class Describe {
  private Describe() {}

  static Optional<String> change(Change change) {
    ClusterObject object = change.object();
    if (change.removed()) {
      return Optional.of(object.key() + " gone");
    }
    String state = state(object);
    ClusterObject before = change.before();
    return before != null && state(before).equals(state)
        ? Optional.empty()
        : Optional.of(object.key() + state);
  }

  private static String state(ClusterObject object) {
    if (object instanceof Pod pod) {
      return pod(pod);
    } else if (object instanceof Node node) {
      return node(node);
    } else if (object instanceof Budget budget) {
      return budget(budget.status());
    } else if (object instanceof Workload workload) {
      return " " + workload.readyReplicas() + "/" + workload.replicas() + " ready";
    } else if (object instanceof VolumeAttachment volume) {
      return volume.attached() ? " attached" : " attaching";
    }
    return " exists";
  }

  private static String pod(Pod pod) {
    StringBuilder text = new StringBuilder(" ").append(pod.phase());
    pod.nodeName().ifPresent(node -> text.append(" on ").append(node));
    return text.append(pod.ready() ? " ready" : "")
        .append(pod.terminating() ? " terminating" : "")
        .toString();
  }

  private static String node(Node node) {
    return (node.ready() ? " ready" : " not ready")
        + (node.unschedulable() ? " closed" : "")
        + (node.taints().isEmpty() ? "" : " taints " + node.taints());
  }

  private static String budget(Budget.Status status) {
    return " allows "
        + status.disruptionsAllowed()
        + ", "
        + status.currentHealthy()
        + " healthy of "
        + status.desiredHealthy()
        + " wanted";
  }
}
