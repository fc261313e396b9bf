package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Marks of a run that the lease does not know: what they explain is nobody's any more, and to go on
 * from them would be to guess. They are named, and are for a cleanup to remove.
 */
final class ForeignMarks {
  private final RunState run;
  private final Optional<String> known;

  private ForeignMarks(RunState run, Optional<String> known) {
    this.run = run;
    this.known = known;
  }

  /**
   * Refuses a run whose groups carry such marks.
   *
   * @throws StartException naming each of them
   */
  static void refuse(RunState run, LeaseBook book) {
    List<String> found = new ForeignMarks(run, book.run()).find();
    if (!found.isEmpty()) {
      String where = String.join(", ", found);
      throw new StartException(
          FailureReason.PREFLIGHT,
          "there are marks of another run, which the lease does not know: " + where,
          "clean up what that run has left, then start again",
          List.of(
              Finding.blocker(
                  "MARKS_OF_ANOTHER_RUN",
                  where,
                  "marks of a run that the lease does not know",
                  "clean up what that run has left, then start again")));
    }
  }

  /** Returns whether nothing of ours is on the groups, nor on any node. */
  static boolean none(RunState run) {
    return run.groups().stream().noneMatch(group -> group.marks().present())
        && run.cluster().nodes().stream()
            .noneMatch(node -> Marks.any(node) && !node.hasAnnotation(Marks.QUARANTINED));
  }

  /** Returns the run whose marks are there. */
  static Optional<String> run(RunState run) {
    return run.groups().stream()
        .map(group -> GroupMarks.parse(group.state().marks()))
        .filter(GroupMarks::present)
        .map(GroupMarks::run)
        .findFirst();
  }

  private List<String> find() {
    List<String> found = new ArrayList<>();
    for (GroupView group : run.groups()) {
      GroupMarks tags = GroupMarks.parse(group.state().marks());
      if (tags.present() && foreign(tags.run())) {
        found.add("node group " + group.name() + " (" + tags.run() + ")");
      }
      group.members().stream()
          .filter(member -> !member.leaving())
          .flatMap(member -> member.nodeName().flatMap(run.cluster()::node).stream())
          .flatMap(node -> on(node).stream())
          .forEach(found::add);
    }
    run.rollouts().all().stream()
        .flatMap(view -> view.content().claims().stream())
        .flatMap(claim -> claim.node().flatMap(run.cluster()::node).stream())
        .flatMap(node -> on(node).stream())
        .forEach(found::add);
    return found;
  }

  /** A node in quarantine keeps its marks when its run has ended, so that people find it. */
  private Optional<String> on(Node node) {
    return Marks.runOn(node)
        .filter(id -> !node.hasAnnotation(Marks.QUARANTINED) && foreign(id))
        .map(id -> "node " + node.name() + " (" + id + ")");
  }

  private boolean foreign(String id) {
    return known.filter(id::equals).isEmpty();
  }
}
