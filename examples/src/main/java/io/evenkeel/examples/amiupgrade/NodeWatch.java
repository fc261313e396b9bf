package io.evenkeel.examples.amiupgrade;

import io.evenkeel.model.Node;
import io.evenkeel.simulation.Truth;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Prints nodes as {@code kubectl get nodes --watch} does: a line for each that looks different. */
final class NodeWatch {
  private static final String LINE = "%-28s %-26s %-8s %-6s %s%n";

  private final PrintStream out;
  private final String image;
  private final Map<String, String> shown = new TreeMap<>();

  NodeWatch(PrintStream out, String imageLabel) {
    this.out = out;
    this.image = imageLabel;
  }

  void head() {
    out.printf(LINE, "NAME", "STATUS", "ROLES", "AGE", "IMAGE");
  }

  void see(Truth truth, Instant now) {
    if (truth instanceof Truth.Changed changed
        && changed.after().orElse(null) instanceof Node node) {
      show(node, now);
    }
  }

  void show(Node node, Instant now) {
    String status = status(node);
    if (!status.equals(shown.put(node.name(), status))) {
      out.printf(
          LINE,
          node.name(),
          status,
          "<none>",
          age(Duration.between(node.meta().createdAt(), now)),
          node.meta().labels().getOrDefault(image, ""));
    }
  }

  private static String status(Node node) {
    return (node.ready() ? "Ready" : "NotReady")
        + (node.unschedulable() ? ",SchedulingDisabled" : "");
  }

  private static String age(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + "d";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + "m" : age.toSeconds() + "s";
  }
}
