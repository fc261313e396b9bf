package io.evenkeel.engine.internal.act;

import io.evenkeel.Candidate;
import io.evenkeel.Disposition;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeOrder;
import io.evenkeel.PodOnNode;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Asks drain policies and node selectors; they are user's code, so their answers are checked. */
public final class Questions {
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(30);

  private final Desk desk;
  private final RunState run;
  private final Instant startedAt;

  public Questions(Desk desk, Instant startedAt) {
    this.desk = desk;
    this.run = desk.run();
    this.startedAt = startedAt;
  }

  /** Asks how drains are to go on as such, before the run begins. */
  public CompletionStage<Boolean> settings(GroupView group) {
    String policy = "the drain policy of " + group.name() + ": timeout(), soak() or whenStuck()";
    return desk.stage(
            policy,
            () -> CompletableFuture.completedStage(PolicySettings.of(group.plan().drainPolicy())))
        .thenApply(
            settings -> {
              group.drainsBy(settings);
              return true;
            });
  }

  void askPolicy(Decision.AskPolicy question) {
    Pod pod = question.pod();
    GroupView group = run.group(question.group()).orElseThrow();
    Optional<Node> node = pod.nodeName().flatMap(run.cluster()::node);
    if (node.isEmpty()) {
      return;
    }
    run.verdicts().ask(pod);
    PodOnNode subject =
        new PodOnNode(
            pod,
            node.get(),
            run.cluster().rootOf(pod).flatMap(run.cluster()::workload),
            run.budgets().covering(pod),
            desk.timeline().now());
    desk.own(
        desk.logged(
            decide(group),
            decide(group),
            () -> CompletableFuture.completedStage(group.plan().drainPolicy().decide(subject))),
        answer -> judged(group, pod, answer),
        fault -> failed(group, pod, fault));
  }

  private static String decide(GroupView group) {
    return "the drain policy of " + group.name() + ": decide(..)";
  }

  private void judged(GroupView group, Pod pod, Disposition disposition) {
    if (Dispositions.lacks(disposition)) {
      broken(pod, decide(group) + " answered " + disposition + ", which has a null in it");
      return;
    }
    group.policyFaults().answered();
    run.verdicts().answer(pod, disposition);
    touch(pod);
  }

  /** What is written wrong in a policy does not come right by asking it again. */
  private void broken(Pod pod, String fault) {
    run.verdicts().failed(pod, fault, desk.timeline().now());
    desk.failedPlugIn(fault);
    touch(pod);
  }

  /** A policy that fails has said nothing: the pod stays, and it is asked again a while later. */
  private void failed(GroupView group, Pod pod, String fault) {
    Instant now = desk.timeline().now();
    run.verdicts().failed(pod, fault, now);
    group.policyFaults().failed(now);
    if (group.policyFaults().lasting(now)) {
      run.course()
          .end(
              new Ending.Failing(
                  FailureReason.PLUG_IN,
                  fault + "; it has not answered once since " + group.policyFaults().since(),
                  "mend the drain policy, then start again"),
              now);
    }
    desk.later(
        ASKED_AGAIN,
        () -> {
          run.verdicts().askAgain(pod);
          touch(pod);
        });
    touch(pod);
  }

  private void touch(Pod pod) {
    pod.nodeName().ifPresent(node -> run.agenda().add(new AgendaItem.OfNode(node)));
  }

  void askSelector(Decision.AskSelector question) {
    GroupView group = run.group(question.group()).orElseThrow();
    List<Member> members = unjudged(group);
    if (members.isEmpty()) {
      // All of them have been asked about: the group waits for the answer.
      return;
    }
    desk.own(
        desk.logged(
            selector(group),
            selector(group),
            () ->
                CompletableFuture.completedStage(Selection.of(group, candidates(group, members)))),
        selection -> selected(group, members, selection, true),
        fault -> {
          // What was launched for this run is that, whether or not the selector can say so.
          selected(group, members, new Selection(List.of(), group.strictOrder()), true);
          desk.failedPlugIn(fault);
        });
  }

  /** Asks about all members there are, before the run begins. */
  public CompletionStage<Boolean> select(GroupView group) {
    List<Member> members = unjudged(group);
    return desk.stage(
            selector(group),
            () -> CompletableFuture.completedStage(Selection.of(group, candidates(group, members))))
        .thenApply(
            selection -> {
              selected(group, members, selection, false);
              return true;
            });
  }

  /** Returns the members that nobody has judged, and keeps them from being asked about twice. */
  private static List<Member> unjudged(GroupView group) {
    List<Member> members =
        new ArrayList<>(
            group.members().stream().filter(m -> m.role() == Member.Role.UNJUDGED).toList());
    members.forEach(member -> member.judge(Member.Role.ASKED, Integer.MAX_VALUE));
    return members;
  }

  private static String selector(GroupView group) {
    return "the node selector of " + group.name() + ": selects(..) or order()";
  }

  private void selected(
      GroupView group, List<Member> members, Selection selection, boolean sinceBegun) {
    group.strictOrder(selection.strict());
    for (Member member : members) {
      if (sinceBegun) {
        member.seenToCome();
      }
      member.judge(role(group, member, selection, sinceBegun), selection.rank(member.id()));
      member.nodeName().ifPresent(node -> run.agenda().add(new AgendaItem.OfNode(node)));
    }
    run.touchEverything();
  }

  /**
   * Whatever the selector says, what was launched for this run is never replaced by it, and what
   * has left its target groups goes.
   */
  private Member.Role role(
      GroupView group, Member member, Selection selection, boolean sinceBegun) {
    boolean current = group.target().matches(member.instance());
    // Clocks differ: what came while this process looked, or was marked as fresh, is so by that.
    boolean young = sinceBegun || markedAsFresh(member) || run.isNewcomer(group, member);
    if (current && young) {
      return Member.Role.REPLACEMENT;
    }
    return selection.includes(member.id()) || hasNode(member, Marks::leavesTargetGroups)
        ? Member.Role.OUTDATED
        : Member.Role.BYSTANDER;
  }

  private boolean markedAsFresh(Member member) {
    return hasNode(
        member, node -> node.hasAnnotation(Marks.SCALE_DOWN_KEPT) && !Marks.softClosed(node));
  }

  private boolean hasNode(Member member, Predicate<Node> which) {
    return member.nodeName().flatMap(run.cluster()::node).filter(which).isPresent();
  }

  private List<Candidate> candidates(GroupView group, List<Member> members) {
    List<Candidate> candidates = new ArrayList<>();
    for (Member member : members) {
      candidates.add(
          new Candidate(
              member.instance(),
              member.nodeName().flatMap(run.cluster()::node),
              group.target().matches(member.instance())
                  ? Candidate.TargetMatch.CURRENT
                  : Candidate.TargetMatch.OUTDATED,
              age(member),
              Selection.lottery(run.runId(), member.id())));
    }
    return candidates;
  }

  private Duration age(Member member) {
    Duration age = Duration.between(launched(member), startedAt);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private Instant launched(Member member) {
    return member
        .instance()
        .launchedAt()
        .or(
            () ->
                member.nodeName().flatMap(run.cluster()::node).map(node -> node.meta().createdAt()))
        .orElse(member.since());
  }

  /** What a selector has chosen, and in which order. */
  record Selection(List<String> ids, boolean strict) {
    static Selection of(GroupView group, List<Candidate> candidates) {
      NodeOrder order = group.plan().selector().order().orElse(NodeOrder.any());
      return new Selection(
          candidates.stream()
              .filter(group.plan().selector()::selects)
              .sorted(order.comparator())
              .map(c -> c.instance().id())
              .toList(),
          order.strictness() == NodeOrder.Strictness.STRICT);
    }

    boolean includes(String id) {
      return ids.contains(id);
    }

    int rank(String id) {
      int index = ids.indexOf(id);
      return index < 0 ? Integer.MAX_VALUE : index;
    }

    static long lottery(String runId, String instance) {
      long hash = 0xcbf29ce484222325L;
      String text = runId + "/" + instance;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      return hash ^ (hash >>> 29);
    }
  }
}
