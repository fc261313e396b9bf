package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.CampaignReport;
import io.evenkeel.campaign.Fault;
import io.evenkeel.engine.internal.RealTimeline;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Carries out the trials of a campaign on several threads. */
public final class CampaignRunner {
  /** Of so many worlds one is gone through twice. */
  private static final int ONE_IN = 50;

  private static final Duration TELLS_EVERY = Duration.ofSeconds(1);

  private final LongFunction<Scenario> scenarios;
  private final PlugIns plugIns;
  private final int threads;
  private final Consumer<CampaignReport> progress;
  private final Tally tally;
  private final AtomicReference<@Nullable CannotBeTriedException> refused = new AtomicReference<>();
  private Duration toldAt = Duration.ZERO;

  public CampaignRunner(
      LongFunction<Scenario> scenarios,
      Set<Fault> pool,
      Kind kind,
      PlugIns plugIns,
      int threads,
      Consumer<CampaignReport> progress) {
    this.scenarios = scenarios;
    this.plugIns = plugIns;
    this.threads = threads;
    this.progress = progress;
    this.tally = new Tally(pool, kind.injected(), kind.crashes());
  }

  /**
   * What worlds of a campaign may come to.
   *
   * @param injected the faults that can befall them
   * @param crashes the calls at which processes die in them; none where none is to
   */
  public record Kind(Set<Fault> injected, List<String> crashes) {}

  /**
   * Tries so many seeds, from that one on.
   *
   * @throws IllegalArgumentException if there is no plug-in to be tried
   */
  public CampaignReport run(long from, long seeds) {
    AtomicLong next = new AtomicLong(from);
    try (RealTimeline time = new RealTimeline("evenkeel-campaign-clock")) {
      List<Thread> workers =
          IntStream.range(0, threads)
              .mapToObj(i -> worker(i, () -> work(next, from + seeds, time)))
              .toList();
      workers.forEach(Thread::start);
      workers.forEach(CampaignRunner::join);
      CannotBeTriedException notOurs = refused.get();
      if (notOurs != null) {
        throw notOurs;
      }
      return tally.report(time.elapsed(), threads);
    }
  }

  private static Thread worker(int number, Runnable work) {
    Thread worker = new Thread(work, "evenkeel-campaign-" + number);
    worker.setDaemon(true);
    return worker;
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the campaign was interrupted", asked);
    }
  }

  private void work(AtomicLong next, long end, Timeline time) {
    for (long seed = next.getAndIncrement();
        seed < end && refused.get() == null;
        seed = next.getAndIncrement()) {
      try {
        Trial trial = trial(seed);
        tally.add(trial);
        if (seed % ONE_IN == 0) {
          tally.again(trial, trial(seed));
        }
      } catch (CannotBeTriedException notOurs) {
        refused.compareAndSet(null, notOurs);
      } catch (RuntimeException | Error fault) {
        tally.broke(seed, fault);
      }
      tell(time.elapsed());
    }
  }

  private Trial trial(long seed) {
    return TrialRun.of(scenarios.apply(seed), plugIns).toTheEnd();
  }

  private synchronized void tell(Duration now) {
    if (now.minus(toldAt).compareTo(TELLS_EVERY) > 0) {
      toldAt = now;
      progress.accept(tally.report(now, threads));
    }
  }
}
