package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedCluster.check;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Taint;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How marks are written on nodes. */
final class NodeChecks {
  private static final String KEY = "contract.evenkeel.io/key";
  private static final Taint OURS = new Taint(KEY, "x", Taint.Effect.PREFER_NO_SCHEDULE);
  private static final Taint THEIRS =
      new Taint("contract.evenkeel.io/theirs", "", Taint.Effect.PREFER_NO_SCHEDULE);

  private NodeChecks() {}

  static List<ContractCheck> all(Supplier<ClusterClientHarness> harness) {
    return List.of(
        check("one patch cordons, labels and annotates", "all-at-once", harness, c -> all(c)),
        check("what a patch adds a patch removes", "and-back", harness, c -> andBack(c)),
        check("a written patch is told as a change", "patch-told", harness, c -> told(c)),
        check("a taint leaves other taints alone", "taints", harness, c -> taints(c)),
        check("a taint on an old look is refused", "stale-taint", harness, c -> staleTaint(c)),
        check("a label on an old look is written", "stale-label", harness, c -> staleLabel(c)),
        check("a node of another uid is left alone", "other-uid", harness, c -> otherUid(c)),
        check("a node of another machine is left alone", "other-id", harness, c -> otherId(c)),
        check("a node that is not there is missing", "no-node", harness, c -> missing(c)));
  }

  private static final NodePatch EVERYTHING =
      NodePatch.nothing().cordon().label(KEY, "label").annotate(KEY, "annotation");

  private static void all(CheckedCluster c) {
    Node written = Expect.ok(c.patch(c.node(), EVERYTHING), "the patch");
    Expect.same(true, written.unschedulable(), "unschedulable");
    Expect.same("label", label(written), "the label");
    Expect.same("annotation", annotation(written), "the annotation");
  }

  private static void andBack(CheckedCluster c) {
    Expect.ok(c.patch(c.node(), EVERYTHING), "the patch");
    NodePatch back = NodePatch.nothing().uncordon().removeLabel(KEY).removeAnnotation(KEY);
    Node written = Expect.ok(c.patch(c.node(), back), "the way back");
    Expect.same(false, written.unschedulable(), "unschedulable");
    Expect.same("", label(written) + annotation(written), "label and annotation");
    Expect.ok(c.patch(c.node(), back), "removing what is not there");
  }

  private static void told(CheckedCluster c) {
    Node written = Expect.ok(c.patch(c.node(), NodePatch.nothing().label(KEY, "7")), "the patch");
    Expect.same(c.node().uid(), written.uid(), "the uid");
    c.until("the label to be told", () -> label(c.node()).equals("7"));
  }

  private static void taints(CheckedCluster c) {
    c.patched(NodePatch.nothing().addTaint(THEIRS));
    c.until("their taint", () -> c.node().taints().contains(THEIRS));
    Node both = c.patched(NodePatch.nothing().addTaint(OURS));
    Expect.that(both.taints().containsAll(List.of(OURS, THEIRS)), "both taints", both.taints());
    c.until("our taint", () -> c.node().taints().contains(OURS));
    Node theirs = c.patched(NodePatch.nothing().removeTaint(OURS));
    Expect.that(theirs.taints().contains(THEIRS), "their taint to stay", theirs.taints());
    Expect.that(!theirs.hasTaint(KEY), "our taint to be gone", theirs.taints());
  }

  private static void staleTaint(CheckedCluster c) {
    Node old = changedSince(c);
    Answer<Node> answer = c.patch(old, NodePatch.nothing().addTaint(OURS));
    Expect.answered(Answer.Conflict.class, answer, "a taint on an old look");
    Expect.that(!c.node().hasTaint(KEY), "no taint", c.node().taints());
  }

  private static void staleLabel(CheckedCluster c) {
    Node old = changedSince(c);
    Node written = Expect.ok(c.patch(old, NodePatch.nothing().label(KEY, "v")), "the label");
    Expect.same("v", label(written), "the label");
    Expect.same("changed", annotation(written), "the annotation of somebody else");
  }

  private static Node changedSince(CheckedCluster c) {
    Node old = c.node();
    c.harness.annotateNode(c.name, KEY, "changed");
    c.until("the change", () -> annotation(c.node()).equals("changed"));
    return old;
  }

  private static void otherUid(CheckedCluster c) {
    Node other =
        c.node()
            .withMeta(
                CheckedCluster.withUid(c.node().meta(), "00000000-0000-0000-0000-000000000000"));
    conflicts(c, other);
  }

  private static void otherId(CheckedCluster c) {
    Node node = c.node();
    Node other =
        new Node(
            node.meta(),
            Optional.of("cloud:///elsewhere/i-other"),
            node.unschedulable(),
            node.taints(),
            node.conditions(),
            node.allocatable(),
            node.kubeletVersion(),
            node.csiDrivers());
    conflicts(c, other);
  }

  private static void conflicts(CheckedCluster c, Node other) {
    Answer<Node> answer = c.patch(other, NodePatch.nothing().cordon());
    Expect.answered(Answer.Conflict.class, answer, "a patch of another node");
    Expect.same(false, c.node().unschedulable(), "unschedulable");
  }

  private static void missing(CheckedCluster c) {
    ObjectKey nowhere = ObjectKey.clusterScoped(ObjectKind.NODE, c.name + "-nowhere");
    Node node =
        c.node().withMeta(io.evenkeel.model.Meta.of(nowhere, "u", c.node().meta().createdAt()));
    Answer<Node> answer = c.patch(node, NodePatch.nothing().cordon());
    Expect.answered(Answer.Missing.class, answer, "a patch of no node");
  }

  private static String label(Node node) {
    return node.meta().labels().getOrDefault(KEY, "");
  }

  private static String annotation(Node node) {
    return node.meta().annotations().getOrDefault(KEY, "");
  }
}
