package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the run goes on: it may be paused or blind, end early, or have given up. */
final class Course {
  private Optional<Blindness> blindness = Optional.empty();
  private Optional<Instant> pausedSince = Optional.empty();
  private Pauses pauses = Pauses.NONE;
  private Pauses absences = Pauses.NONE;
  private boolean goesOn;
  private Optional<Ending> ending = Optional.empty();
  private Optional<Instant> endingSince = Optional.empty();
  private Optional<Instant> clearingSince = Optional.empty();
  private Optional<String> givenUp = Optional.empty();

  Optional<Blindness> blindness() {
    return blindness;
  }

  /** Loses sight of the cluster, unless it is lost already; the first loss is what counts. */
  void loseSight(String because, Instant now) {
    if (blindness.isEmpty()) {
      blindness = Optional.of(new Blindness(because, now));
    }
  }

  void seeAgain(Instant now) {
    blindness.ifPresent(lost -> misses(lost.since(), now));
    blindness = Optional.empty();
  }

  /** Notes a time in which nobody could see what becomes of things, or act on it. */
  void misses(Instant from, Instant to) {
    absences = absences.plus(from, to);
  }

  Pauses absences() {
    return absences;
  }

  Optional<Instant> pausedSince() {
    return pausedSince;
  }

  void pause(Instant since) {
    pausedSince = Optional.of(since);
    goesOn = false;
  }

  /** It was paused in an earlier process; somebody may have asked this one to go on already. */
  void recallPause(Instant since, Instant now) {
    if (goesOn) {
      pauses = pauses.plus(since, now);
    } else {
      pause(since);
    }
  }

  /** Returns whether the last that was asked of this process is to go on. */
  boolean goesOn() {
    return goesOn;
  }

  void resume(Instant now) {
    goesOn = true;
    pausedSince.ifPresent(since -> pauses = pauses.plus(since, now));
    pausedSince = Optional.empty();
  }

  Pauses pauses() {
    return pauses;
  }

  void recall(Pauses earlier, Pauses away) {
    pauses = earlier;
    absences = absences.and(away);
  }

  /** Returns for how much of the time since then the run was paused, or nobody looked. */
  Duration heldUp(Instant since, Instant now) {
    Pauses all = pausedSince.map(begun -> pauses.plus(begun, now)).orElse(pauses);
    return all.and(absences).within(since, now);
  }

  /** Returns for how much of the time since then nobody looked. */
  Duration missed(Instant since, Instant now) {
    return absences.within(since, now);
  }

  Optional<Ending> ending() {
    return ending;
  }

  Optional<Instant> endingSince() {
    return endingSince;
  }

  /** Ends the run early; returns whether it was not ending already. */
  boolean end(Ending reason, Instant now) {
    boolean first = ending.isEmpty();
    if (first) {
      ending = Optional.of(reason);
      endingSince = Optional.of(now);
      clearingSince = Optional.of(now);
    }
    return first;
  }

  /** Returns since when this process has been clearing up. */
  Optional<Instant> clearingSince() {
    return clearingSince;
  }

  /** Goes on with an ending that another process has begun. */
  void goOnEnding(Ending reason, Instant since, Instant now) {
    ending = Optional.of(reason);
    endingSince = Optional.of(since);
    clearingSince = Optional.of(now);
  }

  /** Ends the run for good, whatever it was ending for: not even cleaning up goes on. */
  void breakOff(Ending.Failing reason, String because, Instant now) {
    if (givenUp.isEmpty()) {
      ending = Optional.of(ending.map(reason::after).orElse(reason));
      endingSince = endingSince.or(() -> Optional.of(now));
      givenUp = Optional.of(because);
    }
  }

  Optional<String> givenUp() {
    return givenUp;
  }

  /** Gives even cleaning up up; returns whether that was not so already. */
  boolean giveUp(String because) {
    boolean first = givenUp.isEmpty();
    if (first) {
      givenUp = Optional.of(because);
    }
    return first;
  }
}
