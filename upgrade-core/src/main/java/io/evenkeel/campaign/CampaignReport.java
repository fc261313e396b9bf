package io.evenkeel.campaign;

import io.evenkeel.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a campaign.
 *
 * @param seeds how many worlds were tried
 * @param nodePools in how many of them the nodes were those of a node pool
 * @param took how long it took
 * @param threads how many threads shared the work
 * @param events how many events of simulated time there were, without those of setting up worlds
 * @param faults how often each fault of the pool took place
 * @param notInjected the faults of the pool that nothing can bring about yet
 * @param crashes how often each crash point was come to, by the call and how far it had come; those
 *     that were never come to among them, and none at all where no crashes were asked for
 * @param invariants how many worlds each invariant was judged in, by its number; whether the same
 *     seed gives the same history is judged in some of them, which are gone through twice
 * @param endings how the worlds ended
 * @param moves how often pods were moved
 * @param violations all that must never be and was, in the order of the seeds
 */
public record CampaignReport(
    long seeds,
    long nodePools,
    Duration took,
    int threads,
    long events,
    Map<Fault, Long> faults,
    List<Fault> notInjected,
    Map<String, Long> crashes,
    Map<String, Long> invariants,
    Endings endings,
    Moves moves,
    List<Violation> violations) {

  /**
   * How the worlds of a campaign ended.
   *
   * @param finished those in which every selected node became what it should
   * @param stopped those in which somebody ended the run
   * @param halted those in which the run gave up, by the reason that it named
   * @param haltedSeeds the first five seeds of each of those reasons
   * @param notFinishable those that could not be finished, by an independent look at the world
   * @param finishable those that could be
   * @param finishableFinished those of them that were
   * @param causesVerified the halts whose named cause was found true
   * @param finishableButNot some seeds of worlds that could have been finished and were not
   */
  public record Endings(
      long finished,
      long stopped,
      Map<FailureReason, Long> halted,
      Map<FailureReason, List<Long>> haltedSeeds,
      long notFinishable,
      long finishable,
      long finishableFinished,
      long causesVerified,
      List<Long> finishableButNot) {}

  /**
   * How often pods were moved.
   *
   * @param evictions evictions and deletions by runs that were accepted
   * @param again those of pods that replaced one which the run had moved before
   * @param undisturbed evictions in worlds in which nothing went wrong, by plans that allow a surge
   * @param undisturbedAgain those of them of pods that replaced one which the run had moved before
   */
  public record Moves(long evictions, long again, long undisturbed, long undisturbedAgain) {
    public static final Moves NONE = new Moves(0, 0, 0, 0);

    public Moves plus(Moves more) {
      return new Moves(
          evictions + more.evictions,
          again + more.again,
          undisturbed + more.undisturbed,
          undisturbedAgain + more.undisturbedAgain);
    }

    /** Returns how many pods in a thousand moved more than once where nothing went wrong. */
    public double againInAThousand() {
      return undisturbed == 0 ? 0 : 1000.0 * undisturbedAgain / undisturbed;
    }
  }

  /** Something that must never be and was, in the world of that seed. */
  public record Violation(long seed, String what) {
    @Override
    public String toString() {
      return "seed " + seed + ": " + what;
    }
  }

  public double seedsPerSecondPerThread() {
    return seeds / seconds() / threads;
  }

  public double eventsPerSecondPerThread() {
    return events / seconds() / threads;
  }

  /**
   * Returns which of the worlds that could be finished were, from 0 to 1; 1 where there is none.
   */
  public double finishableShare() {
    return endings.finishable() == 0
        ? 1
        : (double) endings.finishableFinished() / endings.finishable();
  }

  private double seconds() {
    return Math.max(1, took.toMillis()) / 1000.0;
  }
}
