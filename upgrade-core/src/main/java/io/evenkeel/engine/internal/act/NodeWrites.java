package io.evenkeel.engine.internal.act;

import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.model.Node;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePatch;

/** Writes to nodes, one at a time per node. */
final class NodeWrites {
  private final Desk desk;

  NodeWrites(Desk desk) {
    this.desk = desk;
  }

  void patch(Decision.PatchNode decision) {
    write(decision, decision.node(), decision.patch());
  }

  void startDrain(Decision.StartDrain decision) {
    for (Room.Promise promise : decision.promises()) {
      desk.run().room().promise(promise);
    }
    desk.run().close(decision.node().name());
    write(decision, decision.node(), decision.patch());
  }

  private void write(Decision.Write decision, Node node, NodePatch patch) {
    desk.run().occupy(node.name());
    if (patch.setLabels().containsKey(Marks.EXCLUDE_FROM_LOAD_BALANCERS)) {
      desk.run().leavesLoadBalancers(node);
    }
    desk.<Node>write(
        PlugIns.call(desk.plan().clusterClient(), "patch", "of node " + node.name()),
        () -> desk.plan().clusterClient().patch(node, patch),
        answer -> written(decision, node, answer));
  }

  private void written(Decision.Write decision, Node node, Answer<Node> answer) {
    if (answer instanceof Answer.Ok<Node> ok) {
      desk.worked(decision);
      desk.run().put(ok.result());
      release(node);
    } else if (answer instanceof Answer.Missing<Node>) {
      undo(decision);
      release(node);
    } else {
      undo(decision);
      desk.refused(decision, (Answer.Problem<Node>) answer, () -> release(node));
    }
  }

  private void release(Node node) {
    desk.run().hasLeftLoadBalancersOrNot(node);
    desk.run().release(node.name());
  }

  private void undo(Decision.Write decision) {
    if (decision instanceof Decision.StartDrain drain) {
      drain.promises().forEach(promise -> desk.run().room().withdraw(promise.podUid()));
    }
  }
}
