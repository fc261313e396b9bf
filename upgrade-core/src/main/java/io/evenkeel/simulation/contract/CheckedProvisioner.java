package io.evenkeel.simulation.contract;

import io.evenkeel.spi.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The provisioner that one check works with, seen through a subscription of its own. The pools of a
 * check carry its name, so that checks may share one cluster, also at the same time.
 */
final class CheckedProvisioner {
  final ProvisionerHarness harness;
  private final String name;
  private final PoolWatch watch = new PoolWatch();
  private final List<CheckedPool> pools = new ArrayList<>();

  private CheckedProvisioner(ProvisionerHarness harness, String name) {
    this.harness = harness;
    this.name = name;
  }

  static ContractCheck check(
      String sentence,
      String shortName,
      Supplier<ProvisionerHarness> harness,
      Consumer<CheckedProvisioner> body) {
    return new ContractCheck(
        sentence, () -> run(new CheckedProvisioner(harness.get(), shortName), body));
  }

  private static void run(CheckedProvisioner checked, Consumer<CheckedProvisioner> body) {
    Subscription subscription = checked.harness.client().watch(checked.watch);
    try {
      checked.harness.until("the first snapshot", checked.watch.view()::synced);
      body.accept(checked);
      checked.pools.forEach(CheckedPool::remove);
    } finally {
      subscription.close();
    }
  }

  /** Makes the check's pool as every pool begins. */
  CheckedPool pool() {
    return pool(PoolSettings.named(name));
  }

  /** Makes another pool of the check, which shows that what must not happen here does happen. */
  CheckedPool witness() {
    return pool(PoolSettings.named(name + "-witness"));
  }

  private CheckedPool pool(PoolSettings settings) {
    CheckedPool pool = new CheckedPool(settings.name(), harness, watch);
    pools.add(pool);
    harness.pool(settings);
    return pool;
  }
}
