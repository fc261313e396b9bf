package io.evenkeel.campaign;

import static java.util.Objects.requireNonNull;

import io.evenkeel.DrainPolicy;
import io.evenkeel.NodeSelector;
import io.evenkeel.campaign.internal.CampaignRunner;
import io.evenkeel.campaign.internal.PlugIns;
import io.evenkeel.campaign.internal.Replay;
import io.evenkeel.campaign.internal.Scenario;
import io.evenkeel.campaign.internal.Shrinker;
import io.evenkeel.campaign.internal.SideEffects;
import io.evenkeel.campaign.internal.faults.FaultInjectors;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Runs the real engine in many made-up worlds, with an oracle looking on, and reports every limit
 * that was broken, with the seed that shows it again.
 *
 * <pre>{@code
 * CampaignReport report = new Campaign().seeds(1_000).drainPolicy(seed -> new MyPolicy()).run();
 * assertThat(report.violations()).isEmpty();
 * }</pre>
 *
 * <p>Each seed stands for one world, one plan and what befalls them, whatever the number of threads
 * and on any JVM. By default 1,000 seeds from 1, no faults, no crashes, and a thread per core. Not
 * thread-safe.
 */
public final class Campaign {
  private long from = 1;
  private long seeds = 1_000;
  private Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private boolean crashes;
  private boolean nodePools;
  private int threads = Runtime.getRuntime().availableProcessors();
  private Optional<LongFunction<DrainPolicy>> drainPolicy = Optional.empty();
  private Optional<LongFunction<NodeSelector>> nodeSelector = Optional.empty();
  private Consumer<CampaignReport> progress = soFar -> {};

  /** Sets how many worlds are tried. */
  public Campaign seeds(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("a campaign needs at least one seed, not " + count);
    }
    this.seeds = count;
    return this;
  }

  /** Sets the first seed; the others follow it. */
  public Campaign from(long seed) {
    this.from = seed;
    return this;
  }

  /** Lets up to three of these faults befall each world; {@code EnumSet.allOf} for all of them. */
  public Campaign faults(Collection<Fault> pool) {
    requireNonNull(pool, "faults(..) was given null: give a pool of faults, which may be empty");
    Set<Fault> chosen = EnumSet.noneOf(Fault.class);
    chosen.addAll(pool);
    this.faults = chosen;
    return this;
  }

  /** Lets processes die at side effects of any kind; each is followed by another. */
  public Campaign crashes(boolean wanted) {
    this.crashes = wanted;
    return this;
  }

  /**
   * Makes the nodes of each world those of a node pool, with a provisioner at work, instead of
   * those of groups; drain policies have no say there, and selectors are the plan's own.
   */
  public Campaign nodePools(boolean wanted) {
    this.nodePools = wanted;
    return this;
  }

  /** Sets how many threads share the work; the report does not depend on it but for its times. */
  public Campaign threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a campaign needs at least one thread, not " + count);
    }
    this.threads = count;
    return this;
  }

  /** Tries a drain policy: every group of every plan uses the one made for the world's seed. */
  public Campaign drainPolicy(LongFunction<DrainPolicy> bySeed) {
    this.drainPolicy =
        Optional.of(requireNonNull(bySeed, "drainPolicy(..) was given null: give a factory"));
    return this;
  }

  /** Tries a node selector: every group of every plan uses the one made for the world's seed. */
  public Campaign nodeSelector(LongFunction<NodeSelector> bySeed) {
    this.nodeSelector =
        Optional.of(requireNonNull(bySeed, "nodeSelector(..) was given null: give a factory"));
    return this;
  }

  /** Tells the figures so far about once in a second; on any thread, one at a time. */
  public Campaign progress(Consumer<CampaignReport> listener) {
    this.progress = requireNonNull(listener, "progress(..) was given null: give a listener");
    return this;
  }

  /**
   * Runs all worlds and returns what came of them.
   *
   * @throws IllegalArgumentException if a factory of a plug-in throws or answers null, or if a plan
   *     refuses what it has made
   */
  public CampaignReport run() {
    return new CampaignRunner(this::scenario, faults, kind(), plugIns(), threads, progress)
        .run(from, seeds);
  }

  /**
   * Runs the world of one seed, as this campaign would, and tells every line of its history: the
   * same lines on every JVM.
   */
  public void replay(long seed, Consumer<String> lines) {
    new Replay(scenario(seed), plugIns()).tell(lines);
  }

  /**
   * Looks for the smallest world that still shows the failure of that seed, and returns what is in
   * it and the events that touch what is violated; empty where the seed shows no failure.
   */
  public List<String> shortest(long seed) {
    return new Shrinker(plugIns()).shrink(scenario(seed));
  }

  private CampaignRunner.Kind kind() {
    List<String> calls = nodePools ? SideEffects.OF_POOLS : SideEffects.ALL;
    return new CampaignRunner.Kind(
        (nodePools ? FaultInjectors.ofPools() : FaultInjectors.byFault()).keySet(),
        crashes ? calls : List.of());
  }

  private Scenario scenario(long seed) {
    return nodePools
        ? Scenario.withPool(seed, faults, crashes)
        : Scenario.drawn(seed, faults, crashes);
  }

  private PlugIns plugIns() {
    return new PlugIns(drainPolicy, nodeSelector);
  }
}
