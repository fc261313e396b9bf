package io.evenkeel.engine;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A world in virtual time, what runs in it have told, and the oracle that looks on. */
public abstract class Watched {
  private static final Duration LONGEST_STORY = Duration.ofHours(6);

  /** What was told, in its order; {@code -Devenkeel.print=true} prints it as well. */
  public final List<UpgradeEvent> events = new ArrayList<>();

  protected abstract VirtualTimeline clock();

  protected abstract Oracle judge();

  /** Returns what an ending that never comes is named by. */
  protected long seed() {
    return 1;
  }

  public UpgradeListener recorder() {
    return recorder(events);
  }

  /** Returns a listener that keeps what it is told in that list. */
  static UpgradeListener recorder(List<UpgradeEvent> events) {
    return new UpgradeListener() {
      @Override
      public void onEvent(UpgradeEvent event) {
        events.add(event);
        if (Boolean.getBoolean("evenkeel.print")) {
          System.out.println(event);
        }
      }
    };
  }

  /** Lets the run end, and the oracle judge the end as well. */
  public UpgradeOutcome end(UpgradeRun run) {
    UpgradeOutcome outcome = Trial.finish(clock(), run, seed());
    judge().ended(outcome);
    return outcome;
  }

  /** Lets time pass until such an event has been told. */
  public void until(Predicate<UpgradeEvent> event) {
    if (!clock().runUntil(() -> events.stream().anyMatch(event), LONGEST_STORY)) {
      throw new AssertionError("it was never told; told was " + events);
    }
  }

  public void passes(Duration duration) {
    clock().advance(duration);
  }

  public static Predicate<UpgradeEvent> decides(String step) {
    return event ->
        event instanceof UpgradeEvent.Decided decided && decided.step().startsWith(step);
  }

  public long count(Predicate<UpgradeEvent> event) {
    return events.stream().filter(event).count();
  }

  public List<OracleViolation> violations() {
    return judge().violations();
  }
}
