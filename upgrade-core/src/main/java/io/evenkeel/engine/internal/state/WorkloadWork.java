package io.evenkeel.engine.internal.state;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Workload;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** The workloads that are being written to, until the world shows what was written. */
final class WorkloadWork {
  private final LinkedHashSet<ObjectKey> busy = new LinkedHashSet<>();
  private final Map<ObjectKey, Boolean> marked = new LinkedHashMap<>();

  void occupy(ObjectKey workload) {
    busy.add(workload);
  }

  boolean isBusy(ObjectKey workload) {
    return busy.contains(workload);
  }

  void release(ObjectKey workload) {
    busy.remove(workload);
    marked.remove(workload);
  }

  /** Keeps the workload busy until it shows our mark, or no longer does. */
  void await(ObjectKey workload, boolean mark) {
    marked.put(workload, mark);
  }

  void changed(Workload workload) {
    Boolean awaited = marked.get(workload.key());
    if (awaited != null && awaited == ReplicaMark.of(workload).isPresent()) {
      release(workload.key());
    }
  }
}
