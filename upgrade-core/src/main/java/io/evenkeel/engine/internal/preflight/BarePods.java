package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds pods that nothing would bring back, namespace by namespace. Whether they are evicted or
 * held is the drain policy's to say, so this is a warning either way.
 */
final class BarePods implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    Map<String, List<Pod>> bare = new TreeMap<>();
    situation.moving().stream()
        .filter(pod -> pod.meta().controller().isEmpty())
        .forEach(pod -> bare.computeIfAbsent(pod.namespace(), n -> new ArrayList<>()).add(pod));
    return bare.entrySet().stream().map(e -> finding(e.getKey(), e.getValue())).toList();
  }

  private static Finding finding(String namespace, List<Pod> pods) {
    return Finding.warning(
        "BARE_POD",
        pods.size() == 1 ? pods.get(0).key().toString() : "namespace " + namespace,
        "no controller would bring back "
            + Names.ofObjects(pods)
            + ": evicted, "
            + (pods.size() == 1 ? "it is" : "they are")
            + " gone for good; held by the drain policy, the node stays",
        "let a Deployment or a Job run it, or delete it before the upgrade");
  }
}
