package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.Target;
import io.evenkeel.kubernetes.internal.ApiServer;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What can be asked and done about node pools; what stands in the way is thrown. */
public final class NodePoolOperations implements AutoCloseable {
  private final PoolReads reads;
  private final PoolRolls rolls;
  private final Headroom headroom;
  private final ClaimRemoval removal;
  private final PoolHints hints;
  private final EventLog events;
  private final PodBudgets budgets;
  private final BlockedPods blockedPods;
  private final BudgetEdit budgetEdit;
  private final PoolInspection inspection;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  private NodePoolOperations(ApiServer server, String image) {
    Calls calls = new Calls(server.calls(), server.reads());
    reads = new PoolReads(calls, server.leaseNamespace());
    rolls = new PoolRolls(reads);
    headroom = new Headroom(calls, reads, server.leaseNamespace(), image);
    removal = new ClaimRemoval(calls);
    events = new EventLog(calls, server.leaseNamespace());
    budgets = new PodBudgets(calls);
    blockedPods = new BlockedPods(reads::podsOn, budgets::in);
    budgetEdit = new BudgetEdit(calls);
    inspection = new PoolInspection(reads, calls, server::missingNow, server.leaseNamespace());
    hints = new PoolHints(server.streams(), server.leaseNamespace());
  }

  /** Returns what is done over that connection; requests for nodes run the image. */
  public static NodePoolOperations on(ApiServer server, String image) {
    return new NodePoolOperations(server, image);
  }

  /** Returns what the work returns, or what stood in its way. */
  public static <T> Answer<T> answer(Supplier<T> work) {
    return Calls.answer(work);
  }

  public RolloutGroup observe(String pool) {
    PoolReading reading = reads.read(pool);
    return PoolView.of(reading, waits(reading));
  }

  private WaitReasons waits(PoolReading reading) {
    return new SeenWaits(
        reading,
        Candidates.anythingIsSlow(reading) ? events.lately(reading.at()) : List.of(),
        node -> blockedPods.on(node, reading.at()),
        budgets::neverAllows);
  }

  public List<Finding> inspect(String pool) {
    PoolReading reading = reads.read(pool);
    return inspection.of(reading, waits(reading));
  }

  /** Returns what nodes the pools make that launch any for pods, by name. */
  public Map<String, NodeOffer> offers() {
    return reads.pools().stream()
        .filter(PoolObject::launchesForPods)
        .collect(
            Collectors.toMap(
                PoolObject::name, PoolObject::offer, (one, same) -> one, LinkedHashMap::new));
  }

  public RolloutTarget resolve(String pool, Target target) {
    return rolls.resolve(pool, target);
  }

  public Answer.Done pace(String pool, RolloutPace pace) {
    return budgetEdit.set(reads.pool(pool), pace.maxUnavailable());
  }

  public String start(String pool, RolloutOrder order, String token) {
    return rolls.start(pool, order, token);
  }

  public RolloutState progress(String pool, String rollout) {
    return rolls.progress(pool, rollout, this::waits);
  }

  /** The drift is a fact about the nodes, and nobody's order. */
  public Answer.Done cancel(String pool) {
    throw new StoppedException(
        new Answer.Refused<>(
            "the nodes of NodePool "
                + pool
                + " are outdated whatever we do, and the provisioner goes on replacing them"
                + " under the budgets of the pool"));
  }

  public List<Finding> verify(String pool) {
    return rolls.verify(pool);
  }

  public Answer.Done request(String pool, String name, Optional<NodeClaim> like) {
    return headroom.request(pool, name, like);
  }

  public Answer.Done withdraw(String pool, String name) {
    return headroom.withdraw(pool, name);
  }

  public Answer.Done tidy() {
    return headroom.tidy();
  }

  public Answer.Done remove(NodeClaim claim) {
    return removal.remove(claim);
  }

  public Subscription onChange(String pool, Runnable hint) {
    Subscription subscription = hints.watch(pool, hint);
    subscriptions.add(subscription);
    return () -> {
      subscription.close();
      subscriptions.remove(subscription);
    };
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
  }
}
