package io.evenkeel.examples.automode;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has become of each node, as a watch of the cluster shows it. Thread-safe. */
final class NodeDiary implements Seen.Listener {

  /** Something that happened to a node. */
  record Entry(Instant at, String reason, String from, String message) {}

  private final InstantSource clock;
  private final Map<String, Node> before = new LinkedHashMap<>();
  private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

  NodeDiary(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void shown(ClusterObject object) {
    if (object instanceof Node node) {
      Optional<Node> known = Optional.ofNullable(before.put(node.name(), node));
      if (known.isEmpty()) {
        add(node, "RegisteredNode", "node-controller", "registered with the control plane");
      }
      if (node.ready() != known.map(Node::ready).orElse(false)) {
        String status = node.ready() ? "NodeReady" : "NodeNotReady";
        add(node, status, "kubelet", "status is now: " + status);
      }
      known.ifPresent(last -> taints(last, node));
    }
  }

  private void taints(Node last, Node node) {
    without(last, node)
        .forEach(taint -> add(node, "TaintRemoved", "watch", taint.key() + " is taken off"));
    without(node, last)
        .forEach(taint -> add(node, "TaintAdded", "watch", taint.key() + " is put on"));
  }

  private static List<Taint> without(Node one, Node other) {
    return one.taints().stream().filter(taint -> !other.taints().contains(taint)).toList();
  }

  private void add(Node node, String reason, String from, String message) {
    entries
        .computeIfAbsent(node.name(), n -> new ArrayList<>())
        .add(new Entry(clock.instant(), reason, from, "Node " + node.name() + " " + message));
  }

  @Override
  public synchronized void gone(ClusterObject last) {
    before.remove(last.name());
  }

  synchronized List<Entry> of(String node) {
    return List.copyOf(entries.getOrDefault(node, List.of()));
  }
}
