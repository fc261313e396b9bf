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

        @Override
        public boolean freeze(Duration span) {
          return false;
        }

        @Override
        public boolean skew(Duration by) {
          return false;
        }

        @Override
        public boolean hold(Duration span) {
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

  /**
   * Lets it stand still for that long, and then go on as if nothing had been.
   *
   * @return whether there was a run to freeze
   */
  boolean freeze(Duration span);

  /**
   * Sets its time of day wrong by that much.
   *
   * @return whether there was a run whose clock could be set
   */
  boolean skew(Duration by);

  /**
   * Pauses its run, as a person would, and lets it go on after that long.
   *
   * @return whether there was a run to pause
   */
  boolean hold(Duration span);
}
