package io.evenkeel.simulation;

/**
 * Virtual time was touched from a thread that does not own it, so that the order of events would
 * depend on chance.
 */
public final class ForeignThreadException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ForeignThreadException(Thread owner, Thread foreign) {
    super(
        "virtual time belongs to thread '"
            + owner.getName()
            + "' and was used from thread '"
            + foreign.getName()
            + "': a plug-in completed its answer on a thread of its own. Complete it on the"
            + " timeline, or wrap the plug-in with blocking(..), which runs inline in virtual"
            + " time.");
  }
}
