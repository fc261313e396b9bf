package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the run goes on: it may be paused or blind, end early, or have given up. */
public final class Course {
  private final Agenda agenda;
  private final Runnable everything;
  private final RunState.StageListener listener;
  private Optional<Blindness> blindness = Optional.empty();
  private Optional<Instant> pausedSince = Optional.empty();
  private Optional<Instant> outsideSince = Optional.empty();
  private Pauses pauses = Pauses.NONE;
  private Pauses absences = Pauses.NONE;
  private boolean goesOn;
  private Optional<Ending> ending = Optional.empty();
  private Optional<Instant> endingSince = Optional.empty();
  private Optional<Instant> clearingSince = Optional.empty();
  private Optional<String> givenUp = Optional.empty();

  /**
   * Begins one.
   *
   * @param everything gives everything another look
   */
  Course(Agenda agenda, Runnable everything, RunState.StageListener listener) {
    this.agenda = agenda;
    this.everything = everything;
    this.listener = listener;
  }

  /** Returns whether the cluster cannot be seen for now; nothing is decided then. */
  public boolean blind() {
    return blindness.isPresent();
  }

  public Optional<Blindness> blindness() {
    return blindness;
  }

  /** Loses sight of the cluster, unless it is lost already; the first loss is what counts. */
  public void loseSight(String because, Instant now) {
    if (blindness.isEmpty()) {
      blindness = Optional.of(new Blindness(because, now));
    }
    agenda.add(new AgendaItem.OfRun());
  }

  public void seeAgain(Instant now) {
    blindness.ifPresent(lost -> misses(lost.since(), now));
    blindness = Optional.empty();
  }

  /**
   * Notes a time in which nobody sees what becomes of things, or can act on it: it does not count
   * against a canary, a new node or a stall. Drains and their ladders count from their marks alone.
   */
  public void misses(Instant from, Instant to) {
    absences = absences.plus(from, to);
  }

  /** Returns the times that were noted so. */
  public Pauses absences() {
    return absences;
  }

  /** Returns whether nothing new is begun, by somebody's wish or outside of the windows. */
  public boolean paused() {
    return pausedSince.isPresent() || outsideWindow();
  }

  /** Returns whether all maintenance windows of the plan are closed. */
  public boolean outsideWindow() {
    return outsideSince.isPresent();
  }

  /** Begins nothing new until a window opens again. */
  public void leaveWindow(Instant since) {
    outsideSince = Optional.of(since);
    everything.run();
  }

  /** A window is open. */
  public void enterWindow(Instant now) {
    outsideSince.ifPresent(since -> pauses = pauses.plus(since, now));
    outsideSince = Optional.empty();
    everything.run();
  }

  /** Returns since when the run has been paused. */
  public Optional<Instant> pausedSince() {
    return pausedSince;
  }

  public void pause(Instant since) {
    pausedSince = Optional.of(since);
    goesOn = false;
    everything.run();
  }

  /** It was paused in an earlier process; somebody may have asked this one to go on already. */
  public void recallPause(Instant since, Instant now) {
    if (goesOn) {
      pauses = pauses.plus(since, now);
      everything.run();
    } else {
      pause(since);
    }
  }

  /** Returns whether the last that was asked of this process is to go on. */
  public boolean goesOn() {
    return goesOn;
  }

  public void resume(Instant now) {
    goesOn = true;
    pausedSince.ifPresent(since -> pauses = pauses.plus(since, now));
    pausedSince = Optional.empty();
    everything.run();
  }

  /** Returns the pauses that are over. */
  public Pauses pauses() {
    return pauses;
  }

  public void recall(Pauses earlier, Pauses away) {
    pauses = earlier;
    absences = absences.and(away);
  }

  /** Returns for how long something lasts by now, pauses and what nobody saw left out. */
  public Duration lasts(Instant since, Instant now) {
    return Duration.between(since, now).minus(heldUp(since, now));
  }

  private Duration heldUp(Instant since, Instant now) {
    Pauses asked = pausedSince.map(begun -> pauses.plus(begun, now)).orElse(pauses);
    Pauses all = outsideSince.map(begun -> asked.plus(begun, now)).orElse(asked);
    return all.and(absences).within(since, now);
  }

  /** Returns for how much of the time since then nobody looked. */
  public Duration missed(Instant since, Instant now) {
    return absences.within(since, now);
  }

  public Optional<Ending> ending() {
    return ending;
  }

  /** Returns when the run began to end early. */
  public Optional<Instant> endingSince() {
    return endingSince;
  }

  /** Ends the run early, unless it is ending already. */
  public void end(Ending reason, Instant now) {
    if (ending.isEmpty()) {
      ending = Optional.of(reason);
      endingSince = Optional.of(now);
      clearingSince = Optional.of(now);
      listener.ends(reason, now);
      everything.run();
    }
  }

  /** Returns since when this process has been clearing up. */
  public Optional<Instant> clearingSince() {
    return clearingSince;
  }

  /** Goes on with an ending that another process has begun. */
  public void goOnEnding(Ending reason, Instant since, Instant now) {
    ending = Optional.of(reason);
    endingSince = Optional.of(since);
    clearingSince = Optional.of(now);
  }

  /** Ends the run for good, whatever it was ending for: not even cleaning up goes on. */
  public void breakOff(Ending.Failing reason, String because, Instant now) {
    if (givenUp.isEmpty()) {
      ending = Optional.of(ending.map(reason::after).orElse(reason));
      endingSince = endingSince.or(() -> Optional.of(now));
      givenUp = Optional.of(because);
    }
    agenda.add(new AgendaItem.OfRun());
  }

  /** Returns why even cleaning up has been given up; absent while it goes on. */
  public Optional<String> givenUp() {
    return givenUp;
  }

  /** Gives even cleaning up up. */
  public void giveUp(String because) {
    if (givenUp.isEmpty()) {
      givenUp = Optional.of(because);
      agenda.add(new AgendaItem.OfRun());
    }
  }
}
