package io.evenkeel.examples.benchmark;

import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.Quantity.percent;

import io.evenkeel.Canary;
import io.evenkeel.DrainPolicy;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.model.Pod;
import io.evenkeel.report.SummaryReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Upgrades 1,000 nodes with 10,000 pods in virtual time and prints what it took. */
public final class Benchmark {
  private static final int NODES = 1_000;
  private static final int PODS = 10_000;
  private static final int SURGE_PERCENT = 10;
  private static final Duration SOAK = Duration.ofSeconds(60);

  private final PrintStream out;
  private final int nodes;
  private final int pods;
  private final Samples decisions = new Samples();

  Benchmark(PrintStream out, int nodes, int pods) {
    this.out = out;
    this.nodes = nodes;
    this.pods = pods;
  }

  /** Runs it on the standard output; {@code NODES PODS} may be given. */
  public static int run(String[] args) {
    int nodes = args.length > 0 ? Integer.parseInt(args[0]) : NODES;
    int pods = args.length > 1 ? Integer.parseInt(args[1]) : nodes * PODS / NODES;
    return new Benchmark(System.out, nodes, pods).run();
  }

  int run() {
    Fleet fleet = Fleet.of(nodes, pods, 1);
    DrawnDurations drawn = DrawnDurations.of(fleet);
    long podBytes = Heap.bytesOfOne(evictable(fleet));
    long heapBefore = Heap.used();
    try (Upgrader upgrader =
        Upgrader.builder()
            .timeline(fleet.time())
            .decisionTimer(System::nanoTime, decisions::add)
            .build()) {
      long eventsBefore = fleet.time().eventsRun();
      long start = System.nanoTime();
      UpgradeRun run = upgrader.start(plan(fleet));
      fleet.time().advance(Duration.ofSeconds(20));
      long begun = System.nanoTime();
      long viewBytes = (Heap.used() - heapBefore) / Math.max(1, pods);
      long measured = System.nanoTime();
      UpgradeOutcome outcome = run.await();
      double seconds = (begun - start + System.nanoTime() - measured) / 1e9;
      if (!outcome.succeeded()) {
        out.print(SummaryReport.of(outcome));
        return 1;
      }
      long events = fleet.time().eventsRun() - eventsBefore;
      print(fleet, new Result(outcome, drawn, seconds, events, podBytes, viewBytes));
      return 0;
    }
  }

  private UpgradePlan plan(Fleet fleet) {
    return UpgradePlan.builder()
        .clusterClient(fleet.cluster().client())
        .cloudProvider(fleet.cloud().provider())
        .nodeGroup(
            Fleet.GROUP,
            group ->
                group
                    .maxSurge(percent(SURGE_PERCENT))
                    .maxUnavailable(nodes(0))
                    .drain(DrainPolicy.eks().soak(SOAK)))
        .build();
  }

  private static List<Pod> evictable(Fleet fleet) {
    return fleet.cluster().pods().stream().filter(pod -> !pod.ofDaemonSet()).toList();
  }

  private record Result(
      UpgradeOutcome outcome,
      DrawnDurations drawn,
      double seconds,
      long events,
      long podBytes,
      long viewBytes) {}

  private void print(Fleet fleet, Result result) {
    int surge = percent(SURGE_PERCENT).roundedUp(nodes);
    PipelineBound bound =
        new PipelineBound(surge, 0, result.drawn().boots(), result.drawn().drains(), SOAK);
    Duration canary =
        PipelineBound.shortest(bound.boots())
            .plus(PipelineBound.shortest(bound.drains()))
            .plus(Canary.standard().proof());
    Duration took = result.outcome().summary().took();
    int evictions = fleet.cluster().recorded().evictions();
    out.printf("%,d nodes, %,d pods, max surge %d nodes, seed 1%n%n", nodes, pods, surge);
    row("", "measured", "aim");
    row("wall time of the run", "%.2f s".formatted(result.seconds()), "< 5 s");
    row("simulated events", "%,d".formatted(result.events()), "");
    row("  per second", "%,.0f".formatted(result.events() / result.seconds()), "");
    row("decisions", "%,d".formatted(decisions.size()), "");
    row("  p50", micros(decisions.percentile(50)), "");
    row("  p99", micros(decisions.percentile(99)), "< 1,000 us");
    row("heap per pod: the run's view", "%,d bytes".formatted(result.viewBytes()), "");
    row("  one pod record", "%,d bytes".formatted(result.podBytes()), "");
    row("evictions per pod", "%.3f".formatted((double) evictions / pods), "1.00-1.02");
    row("  refused by a budget", "%,d".formatted(fleet.cluster().recorded().refusals()), "");
    row("budgets broken", "%d".formatted(fleet.brokenBudgets()), "0");
    row("virtual time", seconds(took), "");
    row("  bound LB2", seconds(bound.least()), "");
    row("  canary's least (LB5)", seconds(canary), "");
    row("  time / (LB2 + LB5)", ratio(took, bound.least().plus(canary)), "");
    row("  time / LB2", ratio(took, bound.least()), "");
  }

  private void row(String what, String measured, String aim) {
    out.println("%-30s %14s   %s".formatted(what, measured, aim).stripTrailing());
  }

  private static String micros(long nanos) {
    return "%,.1f us".formatted(nanos / 1000.0);
  }

  private static String seconds(Duration duration) {
    return "%,d s".formatted(duration.toSeconds());
  }

  private static String ratio(Duration took, Duration bound) {
    return "%.2f".formatted(took.toMillis() / (double) bound.toMillis());
  }
}
