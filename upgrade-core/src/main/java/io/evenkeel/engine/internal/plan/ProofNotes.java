package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.ProofMark;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import java.util.List;
import java.util.Optional;

/**
 * What a node holds is written down before it moves to prove a canary, so that any process can tell
 * how it has fared.
 */
final class ProofNotes {
  private ProofNotes() {}

  /** Returns what is to be written down before the node is drained. */
  static Optional<Decision> before(GroupView group, Node node, RunState run) {
    ProofMark held = ProofMark.of(node, run.cluster());
    boolean covered =
        group.canaryProof().mark().map(mark -> mark.covers(held)).orElse(held.ready().isEmpty());
    return provesSomething(group) && !covered
        ? Optional.of(note(group, node, held))
        : Optional.empty();
  }

  /** Others may have opened a node that is drained, and pods of further workloads may have come. */
  static List<Decision> meanwhile(GroupView group, Member member, Node node, RunState run) {
    return group.canaryProof().busy() || knowsAll(group, member, node, run)
        ? List.of()
        : List.of(note(group, node, ProofMark.of(node, run.cluster())));
  }

  /** Returns whether all that the node holds is written down, where it is to prove something. */
  static boolean knowsAll(GroupView group, Member member, Node node, RunState run) {
    return !member.outdated()
        || !provesSomething(group)
        || group.canaryProof().knows(ProofMark.roots(node, run.cluster()));
  }

  /**
   * Also what makes room for the canary, where it takes the place of a node, has to be well: where
   * no other node can be emptied, nothing else proves it.
   */
  private static boolean provesSomething(GroupView group) {
    return !group.marks().canary().passed() && group.census().toBeReplaced() > 0;
  }

  private static Decision note(GroupView group, Node node, ProofMark held) {
    return new Decision.NoteProof(
        group.name(),
        node,
        group.canaryProof().mark().map(held::after).orElse(held),
        "what moves from there is to prove the canary");
  }
}
