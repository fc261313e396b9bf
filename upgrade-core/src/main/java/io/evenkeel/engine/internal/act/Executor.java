package io.evenkeel.engine.internal.act;

import io.evenkeel.Phase;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RolloutView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Carries out what the planner decides; a write only while the lease outlasts it. */
public final class Executor {
  private static final Duration LEASE_PAUSE = Duration.ofSeconds(1);

  private final Desk desk;
  private final NodeWrites nodes;
  private final PodWrites pods;
  private final WorkloadWrites workloads;
  private final GroupWrites groups;
  private final HoldWrites holds;
  private final RolloutObserver rollouts;
  private final RolloutWrites rolloutWrites;
  private final PoolWrites poolWrites;
  private final ControlPlaneWork controlPlane;
  private final GateQuestions gates;
  private final GroupObserver observer;
  private final Questions questions;
  private final Runnable finish;
  private final Map<AgendaItem, Instant> wakes = new LinkedHashMap<>();
  private boolean waitsForLease;

  public Executor(
      Desk desk,
      GroupObserver observer,
      RolloutObserver rollouts,
      PoolObserver pools,
      ControlPlaneWork controlPlane,
      Questions questions,
      Runnable finish) {
    this.desk = desk;
    this.nodes = new NodeWrites(desk);
    this.pods = new PodWrites(desk);
    this.workloads = new WorkloadWrites(desk);
    this.groups = new GroupWrites(desk, observer);
    this.holds = new HoldWrites(desk);
    this.rollouts = rollouts;
    this.rolloutWrites = new RolloutWrites(desk, rollouts);
    this.poolWrites = new PoolWrites(desk, pools);
    this.controlPlane = controlPlane;
    this.gates = new GateQuestions(desk);
    this.observer = observer;
    this.questions = questions;
    this.finish = finish;
  }

  public void execute(Decision decision) {
    if (decision instanceof Decision.Write write) {
      write(write);
    } else if (decision instanceof Decision.ControlPlaneStep step) {
      controlPlane.carryOut(step);
    } else if (decision instanceof Decision.AskPolicy question) {
      questions.askPolicy(question);
    } else if (decision instanceof Decision.AskSelector question) {
      questions.askSelector(question);
    } else if (decision instanceof Decision.AskGates question) {
      gates.ask(question.hold());
    } else if (decision instanceof Decision.Observe observe) {
      desk.run().group(observe.group()).ifPresent(g -> observer.after(g, observe.after()));
    } else if (decision instanceof Decision.LookAtRollout look) {
      rollout(look.group()).ifPresent(rollouts::look);
    } else if (decision instanceof Decision.VerifyRollout verify) {
      rollout(verify.group()).ifPresent(view -> rollouts.verify(view, verify.after()));
    } else if (decision instanceof Decision.FinishRollout done) {
      rollout(done.group()).ifPresent(this::finish);
    } else if (decision instanceof Decision.LeaveBehind departure) {
      desk.run().leaveBehind(departure.group(), departure.instance(), departure.because());
      desk.tell(
          new UpgradeEvent.Waiting(
              desk.timeline().now(),
              departure.instance(),
              departure.because() + "; it is left behind"));
    } else if (decision instanceof Decision.LeaveAsItIs left) {
      desk.run().group(left.group()).ifPresent(group -> leave(group, left.what()));
    } else if (decision instanceof Decision.Wake wake) {
      wake(wake);
    } else if (decision instanceof Decision.Tell tell) {
      desk.tell(tell.event());
    } else if (decision instanceof Decision.StopLever stop) {
      desk.run().levers().stop(stop.lever());
      desk.tell(stop.event());
    } else if (decision instanceof Decision.End end) {
      end(end);
    } else if (decision instanceof Decision.BreakOff end) {
      desk.run().course().breakOff(end.reason(), end.because(), desk.timeline().now());
    } else if (decision instanceof Decision.GiveUp giveUp) {
      desk.run().course().giveUp(giveUp.because());
    } else {
      finish.run();
    }
  }

  private void leave(GroupView group, String what) {
    if (!group.tally().leftovers().contains(what)) {
      group.tally().leaves(what);
      desk.tell(
          new UpgradeEvent.Waiting(desk.timeline().now(), "node group " + group.name(), what));
    }
  }

  private Optional<RolloutView> rollout(String group) {
    return desk.run().rollouts().named(group);
  }

  private void finish(RolloutView view) {
    view.finish();
    if (view.phase().isPresent()) {
      desk.tell(new UpgradeEvent.PhaseStarted(desk.timeline().now(), view.name(), Phase.DONE));
    }
    desk.run().touchEverything();
  }

  /** Who has stood still does not judge by what it saw before, until it knows its lease again. */
  private void end(Decision.End end) {
    if (desk.mayWrite()) {
      desk.run().course().end(end.ending(), desk.timeline().now());
    } else {
      waitForLease();
    }
  }

  private void write(Decision.Write write) {
    if (!desk.mayWrite()) {
      waitForLease();
      return;
    }
    desk.tell(
        new UpgradeEvent.Decided(
            desk.timeline().now(), desk.subject(write), write.step(), write.because()));
    if (write instanceof Decision.PatchNode patch) {
      nodes.patch(patch);
    } else if (write instanceof Decision.StartDrain drain) {
      nodes.startDrain(drain);
    } else if (write instanceof Decision.Evict evict) {
      pods.evict(evict);
    } else if (write instanceof Decision.ForceDelete force) {
      pods.force(force);
    } else if (write instanceof Decision.ScaleWorkload scale) {
      workloads.scale(scale);
    } else if (write instanceof Decision.Terminate terminate) {
      groups.terminate(terminate);
    } else if (write instanceof Decision.Deregister deregister) {
      groups.deregister(deregister);
    } else if (write instanceof Decision.ChangeControlPlane change) {
      controlPlane.carryOut(change);
    } else if (write instanceof Decision.NoteHold note) {
      holds.note(note);
    } else if (write instanceof Decision.NoteProof note) {
      groups.noteProof(note);
    } else {
      writeGroup((Decision.GroupWrite) write);
    }
  }

  private void writeGroup(Decision.GroupWrite write) {
    if (write instanceof Decision.PoolWrite pool) {
      poolWrites.write(pool);
    } else if (write instanceof Decision.RolloutWrite rollout) {
      rolloutWrites.write(rollout);
    } else if (write instanceof Decision.ResizeGroup resize) {
      groups.resize(resize);
    } else if (write instanceof Decision.Point point) {
      groups.point(point);
    } else if (write instanceof Decision.MarkGroup mark) {
      groups.mark(mark);
    } else if (write instanceof Decision.UnmarkGroup unmark) {
      groups.unmark(unmark);
    } else if (write instanceof Decision.SuspendProcesses suspend) {
      groups.suspend(suspend);
    } else if (write instanceof Decision.ResumeProcesses resume) {
      groups.resume(resume);
    } else {
      groups.createTemplate((Decision.CreateTemplate) write);
    }
  }

  /** The lease is being renewed: what was decided is decided anew when it has been. */
  private void waitForLease() {
    if (!waitsForLease) {
      waitsForLease = true;
      desk.later(
          LEASE_PAUSE,
          () -> {
            waitsForLease = false;
            desk.run().touchEverything();
          });
    }
  }

  private void wake(Decision.Wake wake) {
    Instant due = desk.timeline().now().plus(wake.after());
    Instant known = wakes.get(wake.item());
    if (known != null && !known.isAfter(due)) {
      return;
    }
    wakes.put(wake.item(), due);
    desk.later(
        wake.after(),
        () -> {
          if (wakes.remove(wake.item(), due)) {
            desk.run().agenda().add(wake.item());
          }
        });
  }
}
