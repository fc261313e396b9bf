package io.evenkeel.examples.automode;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints nodes and pods as {@code kubectl get nodes --watch} and {@code kubectl get pod --watch} do
 * in two terminals: a line for each that looks different.
 */
final class Watches implements Seen.Listener {
  private static final String NODE = "  node  %-22s %-26s %-7s %s%n";
  private static final String POD = "  pod   %-30s %-6s %-18s %-6s %s%n";

  /** Which of the two is printed. */
  enum Shown {
    NODES,
    NODES_AND_PODS
  }

  private final PrintStream out;
  private final InstantSource clock;
  private final Map<ObjectKey, String> lines = new TreeMap<>();
  private Shown shown = Shown.NODES_AND_PODS;

  Watches(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Prints this from now on, under the titles of their columns. */
  void show(Shown what) {
    shown = what;
    out.printf(NODE, "NAME", "STATUS", "AGE", "VERSION");
    if (what == Shown.NODES_AND_PODS) {
      out.printf(POD, "NAME", "READY", "STATUS", "AGE", "NODE");
    }
  }

  @Override
  public void shown(ClusterObject object) {
    if (object instanceof Node node) {
      show(node);
    } else if (object instanceof Pod pod) {
      show(pod, PodLook.of(pod));
    }
  }

  /**
   * A pod that was asked to stop and is gone has ended, which its kubelet reports as it lets go.
   */
  @Override
  public void gone(ClusterObject last) {
    if (last instanceof Pod pod && pod.terminating() && pod.phase() == Pod.Phase.RUNNING) {
      show(pod, PodLook.completed());
    }
    lines.remove(last.key());
  }

  private void show(Node node) {
    String status =
        (node.ready() ? "Ready" : "NotReady") + (node.unschedulable() ? ",SchedulingDisabled" : "");
    if (isNew(node, status)) {
      print(NODE, node.name(), status, age(node), node.kubeletVersion());
    }
  }

  private void show(Pod pod, PodLook look) {
    if (isNew(pod, look.toString()) && shown == Shown.NODES_AND_PODS) {
      print(
          POD, pod.name(), look.ready(), look.status(), age(pod), pod.nodeName().orElse("<none>"));
    }
  }

  private boolean isNew(ClusterObject object, String look) {
    return !look.equals(lines.put(object.key(), look));
  }

  private String age(ClusterObject object) {
    return Age.of(object.meta().createdAt(), clock.instant());
  }

  private void print(String format, Object... parts) {
    out.printf(Locale.ROOT, format, parts);
  }
}
