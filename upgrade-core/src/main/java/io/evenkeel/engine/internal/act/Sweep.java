package io.evenkeel.engine.internal.act;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.plan.Cleaning;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.model.Node;
import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes our marks off the nodes that no group of the plan has, one node after another; nodes in
 * quarantine keep theirs.
 */
public final class Sweep {
  private static final int ATTEMPTS = 5;
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Desk desk;
  private final Runnable then;
  private final Deque<String> nodes = new ArrayDeque<>();
  private int attempts;

  /** Returns a sweep that runs the task once it is through. */
  public Sweep(Desk desk, Runnable then) {
    this.desk = desk;
    this.then = then;
  }

  public void begin() {
    desk.run().cluster().nodes().stream()
        .filter(node -> Marks.any(node) && !node.hasAnnotation(Marks.QUARANTINED))
        .forEach(node -> nodes.add(node.name()));
    next();
  }

  private void next() {
    if (nodes.isEmpty() || attempts >= ATTEMPTS) {
      then.run();
      return;
    }
    desk.run()
        .cluster()
        .node(nodes.peek())
        .filter(Marks::any)
        .ifPresentOrElse(this::clean, this::done);
  }

  private void done() {
    nodes.remove();
    attempts = 0;
    next();
  }

  private void clean(Node node) {
    attempts++;
    desk.<Node>write(
        PlugIns.call(desk.plan().clusterClient(), "patch", "of node " + node.name()),
        () -> desk.plan().clusterClient().patch(node, Cleaning.of(node)),
        answer -> cleaned(node, answer));
  }

  private void cleaned(Node node, Answer<Node> answer) {
    if (answer instanceof Answer.Ok<Node> ok) {
      desk.run().put(ok.result());
      done();
    } else if (answer instanceof Answer.Missing<Node>) {
      done();
    } else {
      String because = answer.problem().map(Answer.Problem::because).orElse("");
      desk.tell(
          new UpgradeEvent.WriteFailed(
              desk.timeline().now(), node.name(), "remove marks", because));
      desk.later(AGAIN, this::next);
    }
  }
}
