package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one write to a group that may be under way: the group is busy until a look that was begun
 * after its answer is over.
 */
public final class GroupWork {
  private static final int MOST_RESIZES_IN_VAIN = 4;
  private static final int MOST_UNSENT = 10;

  private boolean busy;
  private boolean writing;
  private boolean unmarking;
  private int lookFrom;
  private Sent step = Sent.MAYBE;
  private Optional<Instant> sentAt = Optional.empty();
  private int unheeded;
  private int unsent;

  /** Steps that were counted by the size alone: the cloud is yet to tell of them. */
  private final List<SizeStep.Set> untold = new ArrayList<>();

  /** Returns whether a write to the group is under way or has not been observed yet. */
  public boolean busy() {
    return busy;
  }

  /** Notes that a write to the group is under way. */
  public void beginWrite() {
    writing = true;
    busy = true;
    lookFrom++;
  }

  /** Notes that the marks of the group are about to go: the run is over for it. */
  public void beginUnmarking() {
    unmarking = true;
    beginWrite();
  }

  /** Returns whether the marks of the group go, so that nothing more may be marked there. */
  public boolean unmarking() {
    return unmarking;
  }

  /** Notes that the write has been answered; the group is busy until a look begun since is over. */
  public void endWrite() {
    writing = false;
    unmarking = false;
    busy = true;
    lookFrom++;
  }

  /** Returns what a look that begins now has to hand back when it is over. */
  public int beginLook() {
    return lookFrom;
  }

  public void endLook(int begun) {
    if (!writing && begun == lookFrom) {
      busy = false;
    }
  }

  /** Returns what this process knows of the pending step. */
  public Sent step() {
    return step;
  }

  public void step(Sent known) {
    step = known;
    if (known == Sent.NOT_YET || known == Sent.MAYBE) {
      sentAt = Optional.empty();
    }
  }

  /** Notes that the pending step is sent. */
  public void sends(Instant now) {
    step(Sent.UNANSWERED);
    sentAt = Optional.of(now);
  }

  /**
   * Returns when this process last sent the pending step, which may have been announced by another
   * long before.
   */
  public Optional<Instant> sentAt() {
    return sentAt;
  }

  /** Notes how a change of size has ended: what was accepted and not counted was in vain. */
  void stepEnds(boolean counted) {
    if (counted) {
      unheeded = 0;
      unsent = 0;
    } else if (step == Sent.NOT_YET) {
      unsent++;
    } else if (step == Sent.ACCEPTED) {
      unheeded++;
    }
  }

  /** Notes that the step is counted, which the cloud may not have told of yet. */
  void counts(SizeStep counted) {
    if (counted instanceof SizeStep.Set set) {
      untold.add(set);
    }
  }

  /** Takes over what the cloud tells now. */
  void hear(GroupState group) {
    untold.removeIf(set -> set.isTold(group));
  }

  /** Returns how many counted steps just like that one the cloud is yet to tell of. */
  public int untold(int from, int to) {
    return (int) untold.stream().filter(set -> set.leads(from, to)).count();
  }

  /** Returns whether its size stays although changes of it were accepted again and again. */
  public boolean defiesResizes() {
    return unheeded >= MOST_RESIZES_IN_VAIN;
  }

  /** Returns whether changes of its size were announced again and again and not sent. */
  public boolean isAlwaysLate() {
    return unsent >= MOST_UNSENT;
  }

  /** Returns whether one more change of its size that was in vain is too many. */
  public boolean defiesNextResize() {
    return unheeded + 1 >= MOST_RESIZES_IN_VAIN;
  }
}
