package io.evenkeel.engine.internal.act;

import io.evenkeel.Phase;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Levers;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.Sent;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.InstanceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes to groups; after each the group is observed before the next is decided. */
final class GroupWrites {
  private final Desk desk;
  private final GroupObserver observer;

  GroupWrites(Desk desk, GroupObserver observer) {
    this.desk = desk;
    this.observer = observer;
  }

  void resize(Decision.ResizeGroup decision) {
    GroupView group = group(decision);
    group.work().beginWrite();
    Sent before = group.work().step();
    group.work().sends(desk.timeline().now());
    desk.<Answer.Done>write(
        what(group, "resize"),
        () -> provider(group).resize(decision.group(), decision.resize()),
        answer -> {
          group.work().step(SentSteps.after(before, answer));
          answered(decision, group, answer);
        });
  }

  void point(Decision.Point decision) {
    write(
        decision,
        "point",
        p -> p.point(decision.group(), decision.from(), decision.to()),
        g -> {
          g.pointed(decision.from(), decision.to(), desk.timeline().now());
          if (g.target().template().equals(Optional.of(decision.to()))
              && g.marks().canary().passed()) {
            desk.run().levers().pulled(Levers.pointing(g.name()));
          }
        });
  }

  void suspend(Decision.SuspendProcesses decision) {
    write(
        decision,
        "suspend",
        p -> p.suspend(decision.group(), decision.processes()),
        g -> {
          g.suspends(decision.processes(), desk.timeline().now());
          desk.run().levers().pulled(Levers.suspending(g.name()));
        });
  }

  void resume(Decision.ResumeProcesses decision) {
    write(
        decision,
        "resume",
        p -> p.resume(decision.group(), decision.processes()),
        g -> {
          g.resumes(decision.processes(), desk.timeline().now());
          gaveBack(g, "resumed " + String.join(", ", decision.processes()));
        });
  }

  /** The copy in the lease is written first, so that it is never behind what has been done. */
  void mark(Decision.MarkGroup decision) {
    GroupView group = group(decision);
    group.work().beginWrite();
    desk.note(
        LeaseBook.marks(group.name(), decision.marks()),
        noted -> {
          if (noted) {
            tag(decision);
          } else {
            observer.settle(group);
          }
        });
  }

  /** Once that is written down, it is decided anew whether the node is drained, or drained on. */
  void noteProof(Decision.NoteProof decision) {
    GroupView group = desk.run().group(decision.group()).orElseThrow();
    group.canaryProof().busy(true);
    desk.note(
        LeaseBook.proof(group.name(), decision.mark()),
        noted -> {
          group.canaryProof().busy(false);
          if (noted) {
            group.canaryProof().mark(decision.mark());
          }
          desk.run().agenda().add(new AgendaItem.OfNode(decision.node().name()));
          desk.run().agenda().add(new AgendaItem.OfGroup(group.name()));
        });
  }

  private void tag(Decision.MarkGroup decision) {
    GroupMarks before = group(decision).marks();
    write(
        decision,
        "mark",
        p -> p.mark(decision.group(), decision.marks().toMap()),
        g -> {
          g.remark(decision.marks());
          if (!before.present() || before.borrowed() != decision.marks().borrowed()) {
            // Whether a node stays or goes depends on what is borrowed.
            desk.run().touchEverything();
          }
          tellGivenBack(g, before, decision.marks());
        });
  }

  private void tellGivenBack(GroupView group, GroupMarks before, GroupMarks after) {
    if (after.borrowed() == 0 && before.borrowed() > 0) {
      gaveBack(group, "desired is " + group.state().desired() + " again");
    }
    if (after.borrowedMax() == 0 && before.borrowedMax() > 0) {
      gaveBack(group, "maximum is " + group.state().max() + " again");
    }
  }

  /** What stays as it is not told by any mark any more: it is written down before they go. */
  void unmark(Decision.UnmarkGroup decision) {
    GroupView group = group(decision);
    List<String> left = leftovers(group);
    left.forEach(group.tally()::leaves);
    group.work().beginUnmarking();
    if (left.isEmpty()) {
      removeMarks(decision);
      return;
    }
    desk.note(
        LeaseBook.left(group.name(), left),
        noted -> {
          if (noted) {
            removeMarks(decision);
          } else {
            settle(group);
          }
        });
  }

  private void removeMarks(Decision.UnmarkGroup decision) {
    write(
        decision,
        "unmark",
        p -> p.unmark(decision.group(), GroupMarks.NAMES),
        g -> {
          boolean ends = desk.run().ending().isPresent();
          g.remark(GroupMarks.NONE);
          desk.note(LeaseBook.marks(g.name(), GroupMarks.NONE), noted -> {});
          g.enter(Phase.DONE);
          if (!ends) {
            desk.tell(new UpgradeEvent.PhaseStarted(desk.timeline().now(), g.name(), Phase.DONE));
          }
          desk.run().touchEverything();
        });
  }

  /** What is not as before although the marks go, so that somebody is told. */
  private static List<String> leftovers(GroupView group) {
    List<String> left = new ArrayList<>();
    group.marks().suspended().stream()
        .filter(group::isOff)
        .forEach(
            process ->
                left.add(
                    process
                        + " stays suspended"
                        + group
                            .state()
                            .disturbanceBy(process)
                            .map(why -> ", since " + why)
                            .orElse("")));
    group
        .marks()
        .pointer()
        .filter(first -> !group.marks().canary().passed())
        .filter(first -> !first.equals(group.state().pointer()))
        .ifPresent(
            first ->
                left.add(
                    "it launches from "
                        + group.state().pointer()
                        + ", since it could not be set back to "
                        + first));
    if (group.marks().borrowed() > 0) {
      left.add(
          "desired stays "
              + group.marks().borrowed()
              + " above what it was, since the nodes hold pods");
    }
    if (group.marks().borrowedMax() > 0) {
      left.add(
          "maximum stays "
              + group.marks().borrowedMax()
              + " above what it was"
              + (group.state().max() == group.state().desired()
                  ? ", since desired has come to need it"
                  : ""));
    }
    return left;
  }

  void createTemplate(Decision.CreateTemplate decision) {
    GroupView group = group(decision);
    group.work().beginWrite();
    desk.<ResolvedTarget>write(
        what(group, "createTemplate"),
        () -> provider(group).createTemplate(group.name(), group.target(), desk.run().runId()),
        answer -> created(decision, group, answer));
  }

  private void created(
      Decision.CreateTemplate decision, GroupView group, Answer<ResolvedTarget> answer) {
    if (answer instanceof Answer.Ok<ResolvedTarget> ok) {
      desk.worked(decision);
      // The target is written down before it is used, so that a successor launches the same.
      desk.note(
          LeaseBook.target(group.name(), ok.result()),
          pinned -> {
            if (pinned) {
              group.retarget(ok.result());
            }
            observer.settle(group);
          });
    } else {
      desk.refused(decision, (Answer.Problem<ResolvedTarget>) answer, () -> observer.settle(group));
    }
  }

  /** What is in no target group any more has left them all the same. */
  void deregister(Decision.Deregister decision) {
    GroupView group = desk.run().group(decision.group()).orElseThrow();
    Optional<Member> member = group.member(decision.instance());
    Optional<String> node = member.flatMap(Member::nodeName);
    node.ifPresent(desk.run()::occupy);
    Runnable look =
        () -> {
          node.ifPresent(desk.run()::release);
          observer.lookSoon(group);
        };
    desk.<Answer.Done>write(
        what(group, "deregister"),
        () -> provider(group).deregister(group.name(), decision.instance()),
        answer -> {
          if (answer instanceof Answer.Ok<Answer.Done>
              || answer instanceof Answer.Missing<Answer.Done>) {
            desk.worked(decision);
            member.ifPresent(m -> m.deregistrationAccepted(desk.timeline().now()));
            look.run();
          } else {
            desk.refused(decision, (Answer.Problem<Answer.Done>) answer, look);
          }
        });
  }

  /** Terminations that are replaced need no mark and run beside each other. */
  void terminate(Decision.Terminate decision) {
    GroupView group = desk.run().group(decision.group()).orElseThrow();
    group.member(decision.instance()).flatMap(Member::nodeName).ifPresent(desk.run()::occupy);
    boolean alone = alone(decision, group);
    if (alone) {
      group.work().beginWrite();
    }
    Sent before = group.work().step();
    if (decision.after() == AfterTermination.GIVE_BACK) {
      group.work().sends(desk.timeline().now());
    }
    desk.<Answer.Done>write(
        what(group, "terminate"),
        () -> provider(group).terminate(group.name(), decision.instance(), decision.after()),
        answer -> {
          if (decision.after() == AfterTermination.GIVE_BACK) {
            group.work().step(SentSteps.after(before, answer));
          }
          terminated(decision, group, alone, answer);
        });
  }

  private void terminated(
      Decision.Terminate decision, GroupView group, boolean alone, Answer<Answer.Done> answer) {
    boolean gone = answer instanceof Answer.Missing<Answer.Done>;
    if (answer instanceof Answer.Ok<Answer.Done> || gone) {
      desk.worked(decision);
      group
          .member(decision.instance())
          .ifPresent(m -> m.terminationAccepted(desk.timeline().now()));
      lookAfter(decision, group, alone);
    } else {
      desk.refused(
          decision, (Answer.Problem<Answer.Done>) answer, () -> lookAfter(decision, group, alone));
    }
  }

  private void lookAfter(Decision.Terminate decision, GroupView group, boolean alone) {
    group.member(decision.instance()).flatMap(Member::nodeName).ifPresent(desk.run()::release);
    if (alone) {
      observer.settle(group);
    } else {
      observer.lookSoon(group);
    }
  }

  /**
   * A termination that changes the size, that no node shows, or that makes room for the canary,
   * which is to be launched from what the group launches from by then, is the group's one write.
   */
  private static boolean alone(Decision.Terminate decision, GroupView group) {
    return decision.after() == AfterTermination.GIVE_BACK
        || group.marks().canary() instanceof CanaryMark.Launching
        || group.member(decision.instance()).flatMap(Member::nodeName).isEmpty();
  }

  private void write(
      Decision.GroupWrite decision,
      String method,
      Function<InstanceProvider, CompletionStage<Answer<Answer.Done>>> call,
      Consumer<GroupView> onSuccess) {
    GroupView group = group(decision);
    group.work().beginWrite();
    desk.<Answer.Done>write(
        what(group, method),
        () -> call.apply(provider(group)),
        answer -> {
          if (answer instanceof Answer.Ok<Answer.Done>) {
            onSuccess.accept(group);
          }
          answered(decision, group, answer);
        });
  }

  private void answered(Decision.GroupWrite decision, GroupView group, Answer<Answer.Done> answer) {
    if (answer instanceof Answer.Ok<Answer.Done>) {
      desk.worked(decision);
      observer.settle(group);
    } else {
      desk.refused(decision, (Answer.Problem<Answer.Done>) answer, () -> settle(group));
    }
  }

  /** Where marks were to go and stay, what has come about meanwhile was not looked at. */
  private void settle(GroupView group) {
    boolean unmarking = group.work().unmarking();
    observer.settle(group);
    if (unmarking) {
      desk.run().touchEverything();
    }
  }

  private void gaveBack(GroupView group, String what) {
    group.tally().gaveBack(what);
    desk.tell(new UpgradeEvent.GivenBack(desk.timeline().now(), group.name(), what));
  }

  private GroupView group(Decision.GroupWrite decision) {
    return desk.run().group(decision.group()).orElseThrow();
  }

  private static InstanceProvider provider(GroupView group) {
    return group.plan().provider();
  }

  private static String what(GroupView group, String method) {
    return PlugIns.call(provider(group), method, "of node group " + group.name());
  }
}
