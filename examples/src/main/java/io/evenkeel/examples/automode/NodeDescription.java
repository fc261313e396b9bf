package io.evenkeel.examples.automode;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A node as {@code kubectl describe node} shows it. */
final class NodeDescription {
  private static final String FIELD = "%-20s %s%n";
  private static final long MEBIBYTE = 1 << 20;

  private NodeDescription() {}

  static String of(Node node, List<Pod> pods, List<NodeDiary.Entry> events, Instant now) {
    return String.format(FIELD, "Name:", node.name())
        + labels(node.meta().labels())
        + String.format(FIELD, "CreationTimestamp:", node.meta().createdAt())
        + String.format(FIELD, "Taints:", node.taints().isEmpty() ? "<none>" : node.taints())
        + String.format(FIELD, "Unschedulable:", node.unschedulable())
        + section("Conditions:", conditions(node))
        + String.format(FIELD, "Kubelet Version:", node.kubeletVersion())
        + String.format(FIELD, "ProviderID:", node.providerId().orElse(""))
        + section("Allocatable:", allocatable(node.allocatable()))
        + section("Non-terminated Pods: (" + pods.size() + " in total)", pods(pods, node, now))
        + section("Events, as the watch has seen them:", events(events, now));
  }

  private static String labels(Map<String, String> labels) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(labels)
        .forEach(
            (key, value) ->
                text.append(
                    String.format(FIELD, text.isEmpty() ? "Labels:" : "", key + "=" + value)));
    return text.toString();
  }

  private static Table conditions(Node node) {
    Table table = Table.of("Type", "Status");
    node.conditions()
        .forEach(
            (type, status) ->
                table.row(
                    type,
                    status.name().charAt(0) + status.name().substring(1).toLowerCase(Locale.ROOT)));
    return table;
  }

  private static Table allocatable(Resources offered) {
    return Table.of("cpu:", offered.cpuMillis() + "m")
        .row("memory:", mebibytes(offered))
        .row("pods:", Long.toString(offered.pods()));
  }

  private static Table pods(List<Pod> pods, Node node, Instant now) {
    Table table = Table.of("Namespace", "Name", "CPU Requests", "Memory Requests", "Age");
    long offered = Math.max(1, node.allocatable().cpuMillis());
    for (Pod pod : pods) {
      long cpu = pod.requests().cpuMillis();
      table.row(
          pod.namespace(),
          pod.name(),
          cpu + "m (" + cpu * 100 / offered + "%)",
          mebibytes(pod.requests()),
          Age.of(pod.meta().createdAt(), now));
    }
    return table;
  }

  private static Table events(List<NodeDiary.Entry> events, Instant now) {
    Table table = Table.of("Type", "Reason", "Age", "From", "Message");
    events.forEach(
        event ->
            table.row(
                "Normal", event.reason(), Age.of(event.at(), now), event.from(), event.message()));
    return table;
  }

  private static String mebibytes(Resources amounts) {
    return amounts.memoryBytes() / MEBIBYTE + "Mi";
  }

  private static String section(String title, Table table) {
    return title + System.lineSeparator() + table.toString().indent(2);
  }
}
