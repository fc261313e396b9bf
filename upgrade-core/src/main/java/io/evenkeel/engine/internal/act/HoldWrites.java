package io.evenkeel.engine.internal.act;

import io.evenkeel.Checkpoint;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Hold;
import io.evenkeel.engine.internal.state.HoldMark;
import io.evenkeel.engine.internal.state.Waves;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Writes down in the lease how far a run is at its checkpoints; the run goes on once that is. */
public final class HoldWrites {
  private final Desk desk;

  public HoldWrites(Desk desk) {
    this.desk = desk;
  }

  void note(Decision.NoteHold decision) {
    Hold hold = decision.hold();
    hold.busy(true);
    Map<String, String> entries = new LinkedHashMap<>(Waves.written(hold, decision.mark()));
    entries.put(LeaseBook.WAITS, waitsFor(hold, decision.mark()));
    write(
        entries,
        written -> {
          hold.busy(false);
          if (written) {
            noted(hold, decision.mark());
          }
        });
  }

  private static String waitsFor(Hold hold, HoldMark mark) {
    return mark instanceof HoldMark.Passed || hold.approved()
        ? ""
        : "wave " + wave(hold) + " is to be approved by somebody";
  }

  private void noted(Hold hold, HoldMark mark) {
    hold.mark(mark);
    if (mark instanceof HoldMark.Passed) {
      desk.tell(new UpgradeEvent.GatesOpened(desk.timeline().now(), hold.checkpoint()));
      desk.run().touchEverything();
    } else if (!hold.approved()) {
      desk.tell(new UpgradeEvent.ApprovalAwaited(desk.timeline().now(), wave(hold)));
    }
  }

  /** Lets the wave begin, once it is written down that somebody has approved it. */
  public void approve(Waves.Part part, String by) {
    Hold hold = part.before();
    if (hold.approvalWithin().isEmpty() || hold.approved()) {
      return;
    }
    Hold.Approval approval = new Hold.Approval(desk.timeline().now(), by);
    write(
        with(Waves.written(hold, approval)),
        written -> {
          if (written && !hold.approved()) {
            hold.approve(approval);
            desk.tell(new UpgradeEvent.Approved(desk.timeline().now(), part.name(), by));
          }
        });
  }

  private static Map<String, String> with(Map<String, String> approval) {
    Map<String, String> entries = new LinkedHashMap<>(approval);
    entries.put(LeaseBook.WAITS, "");
    return entries;
  }

  private void write(Map<String, String> entries, Consumer<Boolean> then) {
    desk.note(
        entries,
        written -> {
          then.accept(written);
          desk.run().agenda().add(new AgendaItem.OfRun());
        });
  }

  private static String wave(Hold hold) {
    return hold.checkpoint() instanceof Checkpoint.BeforeWave wave ? wave.wave() : "";
  }
}
