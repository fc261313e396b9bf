package io.evenkeel;

/** A place in a run where gates are asked whether it may go on. */
public sealed interface Checkpoint {

  /** Before anything of a wave is drained; before the first one, before anything is written. */
  record BeforeWave(String wave) implements Checkpoint {
    @Override
    public String toString() {
      return "before wave " + wave;
    }
  }

  /** After the canary of a group has passed, before the rest of its nodes are replaced. */
  record AfterCanary(String group) implements Checkpoint {
    @Override
    public String toString() {
      return "after the canary of " + group;
    }
  }
}
