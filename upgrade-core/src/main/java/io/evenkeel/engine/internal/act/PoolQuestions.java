package io.evenkeel.engine.internal.act;

import io.evenkeel.Candidate;
import io.evenkeel.Candidate.TargetMatch;
import io.evenkeel.NodeOrder;
import io.evenkeel.NodeSelector;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Asks the selector of a node pool about each node once as it comes, and once as it is outdated.
 */
public final class PoolQuestions {
  private final Desk desk;

  public PoolQuestions(Desk desk) {
    this.desk = desk;
  }

  /** Asks about all nodes there are, before the run begins. */
  public CompletionStage<Boolean> select(RolloutView view) {
    List<Subject> before = chosen(view);
    List<Subject> subjects = subjects(view);
    return desk.stage(selector(view), () -> answers(view, subjects, before))
        .thenApply(
            chosen -> {
              judged(view, subjects, before, chosen);
              return true;
            });
  }

  void ask(RolloutView view) {
    List<Subject> before = chosen(view);
    List<Subject> subjects = subjects(view);
    if (!subjects.isEmpty()) {
      desk.own(
          desk.logged(selector(view), selector(view), () -> answers(view, subjects, before)),
          chosen -> {
            judged(view, subjects, before, chosen);
            desk.run().agenda().add(new AgendaItem.OfRollout(view.name()));
            desk.run().agenda().add(new AgendaItem.OfRun());
          },
          desk::failedPlugIn);
    }
  }

  /** A node as it is asked about. */
  private record Subject(NodeClaim claim, TargetMatch match, Candidate candidate) {}

  private List<Subject> subjects(RolloutView view) {
    List<Subject> subjects = new ArrayList<>();
    for (NodeClaim claim : view.content().claims()) {
      Optional<Node> node = claim.node().flatMap(desk.run().cluster()::node);
      TargetMatch match = view.match(claim, node);
      if (view.pool().orElseThrow().toBeAsked(claim, match)) {
        subjects.add(new Subject(claim, match, candidate(claim, node, match)));
      }
    }
    return subjects;
  }

  private List<Subject> chosen(RolloutView view) {
    List<Subject> chosen = new ArrayList<>();
    for (NodeClaim claim : view.content().claims()) {
      Optional<Node> node = claim.node().flatMap(desk.run().cluster()::node);
      TargetMatch match = view.match(claim, node);
      if (view.pool().orElseThrow().selects(claim, match)) {
        chosen.add(new Subject(claim, match, candidate(claim, node, match)));
      }
    }
    return chosen;
  }

  private Candidate candidate(NodeClaim claim, Optional<Node> node, TargetMatch match) {
    Instant now = desk.timeline().now();
    Instance instance =
        new Instance(
            claim.name(),
            claim.zone(),
            claim.state() == NodeClaim.State.LAUNCHING
                ? Instance.State.PENDING
                : Instance.State.IN_SERVICE,
            Optional.empty(),
            "",
            claim.type(),
            Optional.of(claim.createdAt()));
    Duration age = Duration.between(claim.createdAt(), now);
    return new Candidate(
        instance,
        node,
        match,
        age.isNegative() ? Duration.ZERO : age,
        Questions.Selection.lottery(desk.run().runId(), claim.name()));
  }

  /** Those that were chosen before are put in order once more together with the new ones. */
  private static CompletionStage<List<String>> answers(
      RolloutView view, List<Subject> subjects, List<Subject> before) {
    NodeSelector selector = view.pool().orElseThrow().plan().selector();
    NodeOrder order = selector.order().orElse(NodeOrder.any());
    return CompletableFuture.completedStage(
        Stream.concat(
                before.stream().map(Subject::candidate),
                subjects.stream().map(Subject::candidate).filter(selector::selects))
            .sorted(order.comparator())
            .map(candidate -> candidate.instance().id())
            .toList());
  }

  private void judged(
      RolloutView view, List<Subject> subjects, List<Subject> before, List<String> chosen) {
    Instant now = desk.timeline().now();
    boolean ordered = view.pool().orElseThrow().plan().selector().order().isPresent();
    for (Subject subject : Stream.concat(before.stream(), subjects.stream()).toList()) {
      int place = chosen.indexOf(subject.claim().name());
      Optional<Integer> rank = place < 0 ? Optional.empty() : Optional.of(ordered ? place : 0);
      view.pool().orElseThrow().judge(subject.claim(), subject.match(), rank, now);
    }
    view.touchAllNodes();
  }

  private static String selector(RolloutView view) {
    return "the node selector of " + view.name() + ": selects(..) or order()";
  }
}
