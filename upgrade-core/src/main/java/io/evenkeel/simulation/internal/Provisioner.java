package io.evenkeel.simulation.internal;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** All parts of one provisioner, put together. */
public final class Provisioner {
  private final PoolWorld pools;
  private final PoolFaults faults = new PoolFaults();
  private final ClaimTermination termination;
  private final ClaimLaunches launches;
  private final ClaimDrift drift;
  private final PoolView view;
  private final NodePoolProvider port;
  private final DisruptionLoop loop;
  private boolean begun;
  private Duration imagesAfter = Duration.ZERO;

  /** What a provisioner uses of a cluster. */
  record Parts(
      World world,
      ClusterClient client,
      PodDeletion deletion,
      Volumes volumes,
      ClusterObjects objects,
      Predicate<Pod> expected) {}

  Provisioner(Parts cluster, PoolMachines machines) {
    pools = new PoolWorld(cluster.world(), cluster.client(), machines);
    ClaimDrain drain = new ClaimDrain(pools, cluster.deletion(), new ClaimEvictions(pools));
    termination = new ClaimTermination(pools, drain, cluster.volumes());
    launches = new ClaimLaunches(pools, faults, termination);
    new ClaimRegistration(pools, termination);
    Provisioning provisioning = new Provisioning(pools, cluster.expected(), launches);
    drift = new ClaimDrift(pools);
    DisruptionRules rules = new DisruptionRules(pools);
    PoolBudgets budgets = new PoolBudgets(pools);
    NodeRequests requests = new NodeRequests(pools, cluster.objects());
    view = new PoolView(pools, budgets, rules, termination, requests, faults);
    port = new PoolPort(pools, view, drift, termination, requests);
    Disruptions disruptions = new Disruptions(pools, launches, termination);
    DisruptionTrial trial = new DisruptionTrial(pools, provisioning, rules);
    ClaimUse use = new ClaimUse(pools);
    loop =
        new DisruptionLoop(
            pools,
            List.of(
                new EmptyNodes(pools, use, rules, budgets, disruptions),
                new DriftReplacement(pools, rules, budgets, trial, disruptions),
                new UnderusedNodes(pools, use, rules, budgets, trial, disruptions)));
  }

  public NodePoolProvider port() {
    return port;
  }

  public PoolFaults faults() {
    return faults;
  }

  public void add(String name, PoolSettings settings) {
    PoolBook pool = new PoolBook(name, settings, pools.kubernetes());
    pools.add(pool);
    for (int i = 0; i < settings.size(); i++) {
      launches.found(pool, settings.zones().get(i % settings.zones().size()));
    }
    if (!begun) {
      begun = true;
      loop.begin();
    }
  }

  /** The pool is changed, so that new nodes are not like those that there are. */
  public void drift(String name) {
    PoolBook pool = pool(name);
    pool.changeTemplate();
    pools.note("node pool " + name + " has template " + pool.template());
    drift.poolChanged(pool);
  }

  public void offer(String name, String template) {
    pool(name).offer(template);
  }

  /** Changes the pool to these settings; its nodes are as they are. */
  public void change(String name, PoolSettings settings) {
    PoolBook pool = pool(name);
    if (pool.change(settings)) {
      pools.note("node pool " + name + " has template " + pool.template());
    }
    pools.changed();
    drift.poolChanged(pool);
  }

  public List<NodePoolBudget> budgets(String name) {
    return pool(name).budgets();
  }

  public void budgets(String name, List<NodePoolBudget> budgets) {
    change(name, pool(name).settings.withBudgets(budgets));
    pools.note("budgets of node pool " + name + " are " + budgets);
  }

  /** Removes the pool, and thereby its claims. */
  public void remove(String name) {
    PoolBook pool = pool(name);
    pools.remove(pool);
    pools.claimsOf(pool).forEach(termination::delete);
  }

  public void findsImagesAfter(Duration time) {
    imagesAfter = time;
  }

  public void kubernetes(String version) {
    if (imagesAfter.isZero()) {
      makes(version);
    } else {
      pools.world.later(imagesAfter, () -> makes(version));
    }
  }

  private void makes(String version) {
    pools.kubernetes(version);
    pools.note("new nodes are of Kubernetes " + version);
    drift.imageChanged();
  }

  /** Runs that once every pool is whole. */
  public void whenSettled(Runnable then) {
    AtomicReference<Subscription> hints = new AtomicReference<>(() -> {});
    Runnable look =
        () -> {
          if (pools.byWeight().stream().allMatch(pool -> view.settled(pool, drift))) {
            hints.getAndSet(() -> {}).close();
            then.run();
          }
        };
    hints.set(pools.onChange(look));
    look.run();
  }

  public List<NodeClaim> claims(String name) {
    return view.claims(pool(name));
  }

  public void delete(String claim) {
    termination.delete(
        pools.claims().stream()
            .filter(one -> one.name.equals(claim))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no claim named " + claim)));
  }

  /** Lets the machine of a node die. */
  public void kill(String node) {
    ClaimBook claim = pools.ofNode(node);
    if (claim == null) {
      throw new IllegalArgumentException("no node pool has a node named " + node);
    }
    pools.note("machine of " + claim + " dies");
    pools.machines.instanceGone(claim.instanceId());
  }

  private PoolBook pool(String name) {
    return pools
        .findPool(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no node pool named " + name));
  }

  /** What the node of a machine of ours is like besides its labels. */
  public record Look(List<Taint> taints, Map<Taint, Duration> startupTaints, String kubelet) {}

  /** Returns what the node of that machine is like; empty where it is not one of ours. */
  public Optional<Look> look(String providerId) {
    return pools.ofMachine(providerId).map(this::look);
  }

  private Look look(ClaimBook claim) {
    PoolSettings settings = claim.settings;
    List<Taint> taints = new ArrayList<>(settings.taints());
    if (!claim.registered) {
      taints.add(SimulatedNodePools.UNREGISTERED);
    }
    return new Look(
        taints,
        claim.registered ? new LinkedHashMap<>() : settings.startupTaints(),
        "v" + claim.kubernetes + ".0");
  }
}
