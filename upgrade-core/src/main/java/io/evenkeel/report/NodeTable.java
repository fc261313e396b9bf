package io.evenkeel.report;

import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table of nodes in the shape of {@code kubectl get nodes}, with zone and image beside them.
 * Names that come from the cluster are made safe to print.
 */
public final class NodeTable {
  private static final String ROLE_LABEL = "node-role.kubernetes.io/";

  private NodeTable() {}

  /**
   * Returns the table, its nodes in the order given, each line ended.
   *
   * @param instances where the images are looked up; a node without its instance shows {@code -}
   * @param now what ages are counted from
   */
  public static String of(List<Node> nodes, List<Instance> instances, Instant now) {
    TreeMap<String, Instance> byId = new TreeMap<>();
    instances.forEach(instance -> byId.put(instance.id(), instance));
    Columns table =
        Columns.indentedBy("").row("NAME", "STATUS", "ROLES", "AGE", "VERSION", "ZONE", "IMAGE");
    for (Node node : nodes) {
      table.row(
          node.name(),
          status(node),
          roles(node),
          Text.age(Duration.between(node.meta().createdAt(), now)),
          orDash(node.kubeletVersion()),
          orDash(node.zone()),
          image(node, byId));
    }
    return table.toString();
  }

  private static String status(Node node) {
    String ready =
        switch (node.condition("Ready")) {
          case TRUE -> "Ready";
          case FALSE -> "NotReady";
          case UNKNOWN -> "Unknown";
        };
    return node.unschedulable() ? ready + ",SchedulingDisabled" : ready;
  }

  private static String roles(Node node) {
    List<String> roles =
        node.meta().labels().keySet().stream()
            .filter(label -> label.startsWith(ROLE_LABEL))
            .map(label -> label.substring(ROLE_LABEL.length()))
            .sorted()
            .toList();
    return roles.isEmpty() ? "<none>" : String.join(",", roles);
  }

  private static String image(Node node, TreeMap<String, Instance> byId) {
    return node.providerId()
        .map(id -> id.substring(id.lastIndexOf('/') + 1))
        .flatMap(id -> Optional.ofNullable(byId.get(id)))
        .map(instance -> orDash(instance.image()))
        .orElse("-");
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
