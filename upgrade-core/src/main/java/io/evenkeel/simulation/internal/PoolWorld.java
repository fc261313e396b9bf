package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all parts of one provisioner share: its pools, its claims, and the cluster. */
final class PoolWorld {
  private static final Duration NEWS = Duration.ofMillis(20);

  final World world;
  final ClusterClient client;
  final PoolMachines machines;
  final Seeds chance;
  private final Map<String, PoolBook> pools = new LinkedHashMap<>();
  private final Map<String, ClaimBook> claims = new LinkedHashMap<>();
  private final Map<String, ClaimBook> byNode = new LinkedHashMap<>();
  private final Map<String, ClaimBook> byMachine = new LinkedHashMap<>();
  private final List<Runnable> hints = new ArrayList<>();
  private boolean hinting;
  private long revision;
  private String kubernetes = "1.36";

  PoolWorld(World world, ClusterClient client, PoolMachines machines) {
    this.world = world;
    this.client = client;
    this.machines = machines;
    this.chance = world.seeds.stream("provisioner");
    world.store.listen(change -> revision++);
  }

  Instant now() {
    return world.now();
  }

  String kubernetes() {
    return kubernetes;
  }

  /** Returns which version the next nodes of the pool are of. */
  String kubernetesOf(PoolBook pool) {
    return pool.settings.pinned() ? pool.kubernetes : kubernetes;
  }

  void kubernetes(String version) {
    kubernetes = version;
  }

  void note(String what) {
    world.history.add(what);
    changed();
  }

  // Pools

  void add(PoolBook pool) {
    if (pools.putIfAbsent(pool.name, pool) != null) {
      throw new IllegalArgumentException(
          "node pool " + pool.name + " exists already; choose another name");
    }
  }

  void remove(PoolBook pool) {
    pools.remove(pool.name);
  }

  Optional<PoolBook> findPool(String name) {
    return Optional.ofNullable(pools.get(name));
  }

  /** Returns all pools, those first that are asked first. */
  List<PoolBook> byWeight() {
    List<PoolBook> all = new ArrayList<>(pools.values());
    all.sort((a, b) -> Integer.compare(b.settings.weight(), a.settings.weight()));
    return all;
  }

  // Claims

  void add(ClaimBook claim) {
    claims.put(claim.name, claim);
    byMachine.put(claim.providerId(), claim);
    changed();
  }

  void remove(ClaimBook claim) {
    claims.remove(claim.name);
    byMachine.remove(claim.providerId());
    claim.node.ifPresent(byNode::remove);
    note(claim + " gone");
  }

  void registered(ClaimBook claim, String node) {
    claim.node = Optional.of(node);
    byNode.put(node, claim);
  }

  boolean has(ClaimBook claim) {
    return claims.get(claim.name) == claim;
  }

  /** Returns all claims, oldest first. */
  List<ClaimBook> claims() {
    return List.copyOf(claims.values());
  }

  Collection<ClaimBook> everyClaim() {
    return claims.values();
  }

  List<ClaimBook> claimsOf(PoolBook pool) {
    return claims.values().stream().filter(claim -> claim.pool == pool).toList();
  }

  @Nullable ClaimBook ofNode(String node) {
    return byNode.get(node);
  }

  /** Returns the claim whose machine the node is, registered or not. */
  Optional<ClaimBook> ofMachine(Node node) {
    return node.providerId().flatMap(this::ofMachine);
  }

  Optional<ClaimBook> ofMachine(String providerId) {
    return Optional.ofNullable(byMachine.get(providerId));
  }

  @Nullable Node nodeOf(ClaimBook claim) {
    return claim.node.map(world.store::node).orElse(null);
  }

  // News

  Subscription onChange(Runnable hint) {
    hints.add(hint);
    return () -> hints.remove(hint);
  }

  /** Returns a number that is another one whenever something has changed. */
  long revision() {
    return revision;
  }

  /** Tells a little later, and once, that something is not as it was. */
  void changed() {
    revision++;
    if (!hinting && !hints.isEmpty()) {
      hinting = true;
      world.later(
          NEWS,
          () -> {
            hinting = false;
            List.copyOf(hints).forEach(Runnable::run);
          });
    }
  }
}
