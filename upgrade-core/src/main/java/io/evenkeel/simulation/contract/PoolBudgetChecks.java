package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.Pod;
import io.evenkeel.simulation.contract.PoolSettings.Budget;
import io.evenkeel.simulation.contract.PoolSettings.Consolidation;
import io.evenkeel.simulation.contract.PoolSettings.Reason;
import io.evenkeel.simulation.contract.PoolSettings.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How many nodes of a pool are disrupted at once. */
final class PoolBudgetChecks {
  private static final String HELD = "karpenter.sh/do-not-disrupt";
  private static final Window ALWAYS = new Window("0 0 * * *", Duration.ofHours(24));

  private PoolBudgetChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("no more nodes go at once than the budget has", "count", harness, c -> counts(c)),
        check("a share of the nodes is rounded up", "share", harness, c -> roundsUp(c)),
        check("the smallest budget counts", "smallest", harness, c -> smallest(c)),
        check("a budget counts for its reasons", "reasons", harness, c -> reasons(c)),
        check("a budget counts in its window", "window", harness, c -> window(c)));
  }

  /** Both go at the same time: neither gets further before the other has begun. */
  private static void counts(CheckedProvisioner c) {
    CheckedPool pool = threeOutdated(c, settings -> settings.budget("2"));
    List<Pod> held = new ArrayList<>();
    for (int n = 1; n <= 2; n++) {
      int going = n;
      pool.until(going + " nodes to go", () -> pool.goingWithPods().size() >= going);
      held.addAll(pool.goingWithPods());
      held.forEach(pod -> c.harness.annotatePod(pod.name(), HELD, Optional.of("true")));
    }
    held.forEach(pod -> c.harness.annotatePod(pod.name(), HELD, Optional.empty()));
    pool.untilReplaced("two", 3);
    Expect.same(2, pool.watch.mostDisrupted(pool.name), "the nodes that went at once");
  }

  private static void roundsUp(CheckedProvisioner c) {
    oneAtATime(threeOutdated(c, settings -> settings.budget("1%")));
  }

  private static void smallest(CheckedProvisioner c) {
    oneAtATime(threeOutdated(c, settings -> settings.budget("100%").budget("1")));
  }

  private static void oneAtATime(CheckedPool pool) {
    pool.untilReplaced("two", 3);
    Expect.same(1, pool.watch.mostDisrupted(pool.name), "the nodes that went at once");
  }

  private static CheckedPool threeOutdated(
      CheckedProvisioner c, UnaryOperator<PoolSettings> budgets) {
    CheckedPool pool = c.pool();
    PoolSettings settings = budgets.apply(pool.settings());
    pool.change(settings);
    pool.filling(3);
    pool.watch.countDisrupted(pool.name);
    pool.change(settings.image("two"));
    return pool;
  }

  private static void reasons(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    Budget noDrift = new Budget("0", List.of(Reason.DRIFTED), Optional.empty());
    PoolSettings settings =
        pool.settings()
            .budget(noDrift)
            .consolidates(Consolidation.WHEN_EMPTY, Duration.ofSeconds(1));
    pool.change(settings);
    pool.filling(2);
    pool.change(settings.image("two"));
    pool.deploy(pool.name, 1, 1);
    pool.until("the empty node to go", () -> pool.nodes().size() == 1);
    pool.untouched(CheckedPool.nodeOf(pool.only(pool.name)));
    pool.change(settings.withoutBudgets().image("two"));
    pool.untilReplaced("two", 1);
  }

  private static void window(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    CheckedPool witness = c.witness();
    PoolSettings closed = pool.settings().budget(none(ALWAYS));
    PoolSettings open = witness.settings().budget(none(farFrom(c.harness.now())));
    pool.change(closed);
    witness.change(open);
    String node = pool.filling(1).get(0).name();
    witness.filling(1);
    pool.change(closed.image("two"));
    witness.change(open.image("two"));
    witness.untilReplaced("two", 1);
    pool.untouched(node);
    pool.change(pool.settings().image("two"));
    pool.untilReplaced("two", 1);
  }

  private static Budget none(Window window) {
    return new Budget("0", List.of(), Optional.of(window));
  }

  /** Returns an hour about half a year away. */
  private static Window farFrom(Instant now) {
    ZonedDateTime then = now.atZone(ZoneOffset.UTC).plusMonths(6);
    return new Window("0 0 1 " + then.getMonthValue() + " *", Duration.ofHours(1));
  }
}
