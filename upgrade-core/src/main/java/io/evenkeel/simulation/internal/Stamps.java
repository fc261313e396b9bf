package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import java.util.List;

/** Stamps any kind of object with its resource version. */
final class Stamps {
  static final List<ObjectKind> WORKLOADS =
      List.of(
          ObjectKind.DEPLOYMENT,
          ObjectKind.REPLICA_SET,
          ObjectKind.STATEFUL_SET,
          ObjectKind.DAEMON_SET,
          ObjectKind.JOB);

  private Stamps() {}

  @SuppressWarnings("unchecked") // the stamped object has the type of the object
  static <T extends ClusterObject> T versioned(T object, String version) {
    return (T) withMeta(object, object.meta().withVersion(version));
  }

  private static ClusterObject withMeta(ClusterObject object, Meta meta) {
    if (object instanceof Pod pod) {
      return pod.withMeta(meta);
    } else if (object instanceof Node node) {
      return node.withMeta(meta);
    } else if (object instanceof Budget budget) {
      return budget.withMeta(meta);
    } else if (object instanceof Workload workload) {
      return workload.withMeta(meta);
    } else if (object instanceof Service service) {
      return new Service(meta, service.selector(), service.loadBalanced(), service.localTraffic());
    }
    VolumeAttachment volume = (VolumeAttachment) object;
    return new VolumeAttachment(meta, volume.nodeName(), volume.volume(), volume.attached());
  }
}
