package io.evenkeel.campaign.internal.faults;

import java.time.Duration;

/** What can befall the process that carries out a run. */
public interface ProcessControl {
  /** A process that nothing can befall. */
  ProcessControl NONE =
      new ProcessControl() {
        @Override
        public boolean kill(Duration until) {
          return false;
        }

        @Override
        public boolean cancel() {
          return false;
        }
      };

  /**
   * Kills it on the spot; another one takes over after that while.
   *
   * @return whether there was a run to kill
   */
  boolean kill(Duration until);

  /**
   * Asks it to cancel its run, as a person would.
   *
   * @return whether there was a run to cancel
   */
  boolean cancel();
}
