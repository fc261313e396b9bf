package io.evenkeel.engine.internal.state;

/**
 * The one write to a group that may be under way: the group is busy until a look that was begun
 * after its answer is over.
 */
public final class GroupWork {
  private static final int MOST_RESIZES_IN_VAIN = 4;

  private boolean busy;
  private boolean writing;
  private int lookFrom;
  private Sent step = Sent.MAYBE;
  private int unheeded;

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

  /** Notes that the write has been answered; the group is busy until a look begun since is over. */
  public void endWrite() {
    writing = false;
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
  }

  /** Notes how a change of size has ended: what was accepted and not counted was in vain. */
  void stepEnds(boolean counted) {
    if (counted) {
      unheeded = 0;
    } else if (step == Sent.ACCEPTED) {
      unheeded++;
    }
  }

  /** Returns whether its size stays although changes of it were accepted again and again. */
  public boolean defiesResizes() {
    return unheeded >= MOST_RESIZES_IN_VAIN;
  }

  /** Returns whether one more change of its size that was in vain is too many. */
  public boolean defiesNextResize() {
    return unheeded + 1 >= MOST_RESIZES_IN_VAIN;
  }
}
