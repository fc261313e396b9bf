package io.evenkeel.engine.internal.preflight;

import static java.util.stream.Collectors.joining;

import io.evenkeel.ControlPlanePlan.Direction;
import io.evenkeel.ControlPlanePlan.OlderNodes;
import io.evenkeel.engine.internal.state.KubernetesVersion;
import io.evenkeel.model.Node;
import io.evenkeel.spi.ControlPlaneState.AddOn;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far kubelets and kube-proxy may be from the version that the control plane goes to: never
 * newer, and at most three minor versions older.
 *
 * <p>Source: Kubernetes, <em>Version Skew Policy</em>.
 */
final class ControlPlaneSkew {
  private static final int SHOWN = 3;
  private static final String KUBE_PROXY = "kube-proxy";

  private final ControlPlaneFacts facts;
  private final List<Node> all;
  private final List<Node> staying;
  private final KubernetesVersion to;

  private ControlPlaneSkew(
      ControlPlaneFacts facts, List<Node> all, List<Node> staying, KubernetesVersion to) {
    this.facts = facts;
    this.all = all;
    this.staying = staying;
    this.to = to;
  }

  /**
   * Returns what stands against the plan's version.
   *
   * @param all the nodes of the cluster
   * @param staying those that the run does not replace
   */
  static List<Finding> findings(ControlPlaneFacts facts, List<Node> all, List<Node> staying) {
    return KubernetesVersion.parse(facts.plan().version())
        .map(to -> new ControlPlaneSkew(facts, all, staying, to).judge())
        .orElse(List.of());
  }

  private List<Finding> judge() {
    boolean back = facts.plan().direction() == Direction.ROLLBACK;
    List<Finding> findings = new ArrayList<>();
    // Upwards all nodes are still there when the control plane goes; back, only those that stay.
    tooOld(all).ifPresent(findings::add);
    newer(back ? staying : List.of()).ifPresent(findings::add);
    kubeProxy().ifPresent(findings::add);
    if (findings.isEmpty() && facts.plan().olderNodes() == OlderNodes.WARNED_ABOUT) {
      leftOlder().ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> tooOld(List<Node> nodes) {
    return those(nodes, version -> version.minorsBehind(to) > TargetVersions.SKEW)
        .map(
            these ->
                Finding.blocker(
                    "KUBELET_TOO_OLD",
                    where(these),
                    "they run "
                        + oldest(these)
                        + ", more than "
                        + TargetVersions.SKEW
                        + " minor versions older than "
                        + to,
                    "replace them first, by a plan of its own without the control plane"));
  }

  private Optional<Finding> newer(List<Node> nodes) {
    return those(nodes, version -> version.compareTo(to) > 0)
        .map(
            these ->
                Finding.blocker(
                    "KUBELET_NEWER_THAN_CONTROL_PLANE",
                    where(these),
                    "they run a version newer than "
                        + to
                        + ", and the plan leaves them as they are",
                    "add their groups to the plan: nodes go back before the control plane"));
  }

  private Optional<Finding> leftOlder() {
    return those(staying, version -> version.compareTo(to) < 0)
        .map(
            these ->
                Finding.warning(
                    "NODES_LEFT_OLDER",
                    where(these),
                    "they stay at " + oldest(these) + ", older than the control plane at " + to,
                    "add their groups to the plan, or say acceptOlderNodes() if that is meant"));
  }

  private Optional<Finding> kubeProxy() {
    return facts.state().addOns().stream()
        .filter(addOn -> addOn.name().equals(KUBE_PROXY))
        .map(AddOn::version)
        .flatMap(version -> KubernetesVersion.parse(version).stream())
        .filter(version -> version.minorsBehind(to) > TargetVersions.SKEW)
        .findFirst()
        .map(
            version ->
                Finding.blocker(
                    "KUBE_PROXY_TOO_OLD",
                    "add-on " + KUBE_PROXY,
                    "it runs "
                        + version
                        + ", more than "
                        + TargetVersions.SKEW
                        + " minor versions older than "
                        + to,
                    "upgrade the add-on to the version of the control plane first"));
  }

  private interface Judgment {
    boolean holds(KubernetesVersion version);
  }

  private static Optional<List<Node>> those(List<Node> nodes, Judgment judgment) {
    List<Node> these =
        nodes.stream().filter(node -> version(node).filter(judgment::holds).isPresent()).toList();
    return these.isEmpty() ? Optional.empty() : Optional.of(these);
  }

  private static Optional<KubernetesVersion> version(Node node) {
    return KubernetesVersion.parse(node.kubeletVersion());
  }

  private static String oldest(List<Node> nodes) {
    return nodes.stream()
        .flatMap(node -> version(node).stream())
        .min(Comparator.naturalOrder())
        .map(KubernetesVersion::toString)
        .orElse("");
  }

  private static String where(List<Node> nodes) {
    Stream<String> names = nodes.stream().map(Node::name).sorted().limit(SHOWN);
    String more = nodes.size() > SHOWN ? " and " + (nodes.size() - SHOWN) + " more" : "";
    return (nodes.size() == 1 ? "node " : "nodes ") + names.collect(joining(", ")) + more;
  }
}
