package io.evenkeel.simulation.internal;

import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.NodePoolBudget.Reason;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.RolloutState.Stage;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** The provisioner behind the port that the engine uses. */
final class PoolPort implements NodePoolProvider {
  private static final Duration CALL = Duration.ofMillis(5);

  private final PoolWorld pools;
  private final PoolView view;
  private final ClaimDrift drift;
  private final ClaimTermination termination;
  private final NodeRequests requests;
  private final Map<String, String> rolls = new LinkedHashMap<>();

  PoolPort(
      PoolWorld pools,
      PoolView view,
      ClaimDrift drift,
      ClaimTermination termination,
      NodeRequests requests) {
    this.pools = pools;
    this.view = view;
    this.drift = drift;
    this.termination = termination;
    this.requests = requests;
  }

  @Override
  public String name() {
    return "the simulated node pools";
  }

  @Override
  public CompletionStage<Answer<RolloutGroup>> observe(String group) {
    return answer(group, pool -> Answer.ok(group(pool)));
  }

  private RolloutGroup group(PoolBook pool) {
    return new RolloutGroup(
        pool.name,
        Map.of(SimulatedNodePools.POOL_LABEL, pool.name),
        view.pace(pool),
        Optional.empty(),
        List.of(SimulatedNodePools.DISRUPTED),
        OptionalInt.of(view.size(pool)),
        Optional.of(view.pool(pool)));
  }

  private static String roll(PoolBook pool) {
    return pool.name + "/" + pool.template();
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group, RolloutTarget target) {
    return answer(group, pool -> Answer.ok(List.of()));
  }

  @Override
  public CompletionStage<Answer<Map<String, NodeOffer>>> offers() {
    return answer(() -> Answer.ok(view.offers()));
  }

  @Override
  public CompletionStage<Answer<RolloutTarget>> resolve(String group, Target target) {
    return answer(group, pool -> resolved(pool, target));
  }

  private Answer<RolloutTarget> resolved(PoolBook pool, Target target) {
    if (target instanceof Target.Image || target instanceof Target.LaunchTemplate) {
      return new Answer.Refused<>(
          "What the nodes of a node pool are made of is said by the pool, not by a plan.");
    }
    String version = pools.kubernetesOf(pool);
    if (target instanceof Target.Kubernetes wanted && !mayBecome(wanted.version(), pool)) {
      return new Answer.Refused<>(
          "Node pool " + pool.name + " makes nodes of Kubernetes " + version + " now.");
    }
    String then = target instanceof Target.Kubernetes wanted ? wanted.version() : version;
    String next = pool.newestTemplate();
    String what = pool.template().equals(next) ? next : pool.template() + " -> " + next;
    return Answer.ok(
        new RolloutTarget(
            next,
            Optional.of(then),
            Map.of(SimulatedNodePools.POOL_LABEL, pool.name),
            "template " + what + ", Kubernetes " + then));
  }

  /** Nodes follow the control plane, which may go up, or in Auto Mode back with them. */
  private boolean mayBecome(String wanted, PoolBook pool) {
    String version = pools.kubernetesOf(pool);
    return wanted.equals(version)
        || pool.settings.versions() == NodePool.Versions.OF_THE_CONTROL_PLANE
        || (!pool.settings.pinned() && PlaneRules.isOlder(version, wanted));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> pace(String group, RolloutPace pace) {
    return answer(group, pool -> tighten(pool, pace.maxUnavailable()));
  }

  private Answer<Answer.Done> tighten(PoolBook pool, Quantity nodes) {
    if (pool.settings.kind() == NodePool.Kind.BUILT_IN) {
      return new Answer.Refused<>("Node pool " + pool.name + " is built in and cannot be changed.");
    }
    String text =
        nodes instanceof Quantity.Percent share
            ? share.value() + "%"
            : Integer.toString(((Quantity.Nodes) nodes).count());
    NodePoolBudget wanted = NodePoolBudget.of(text);
    boolean isAnotherThanOurs = pool.tightened().filter(ours -> !ours.equals(wanted)).isPresent();
    boolean isTightAlready =
        pool.settings.budgets().stream()
            .filter(budget -> budget.window().isEmpty() && budget.covers(Reason.DRIFTED))
            .anyMatch(budget -> isAtMost(Quantity.parse(budget.nodes()), nodes));
    pool.tighten(isAnotherThanOurs || isTightAlready ? Optional.empty() : Optional.of(wanted));
    pools.note("budget of node pool " + pool.name + " is " + text);
    return Answer.done();
  }

  private static boolean isAtMost(Quantity one, Quantity wanted) {
    return one.getClass() == wanted.getClass() && one.roundedUp(100) <= wanted.roundedUp(100);
  }

  @Override
  public CompletionStage<Answer<String>> start(String group, RolloutOrder order, String token) {
    return answer(group, pool -> start(pool, order.target().version(), token));
  }

  private Answer<String> start(PoolBook pool, String template, String token) {
    String known = rolls.get(token);
    if (known != null) {
      return Answer.ok(known);
    }
    // A pool that was changed meanwhile makes what it makes by now.
    if (!template.equals(pool.template()) && template.equals(pool.newestTemplate())) {
      pool.useTemplate(template);
      pools.note("node pool " + pool.name + " has template " + template);
      drift.poolChanged(pool);
    }
    rolls.put(token, roll(pool));
    return Answer.ok(roll(pool));
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(String group, String rollout) {
    return answer(
        group,
        pool ->
            Answer.ok(
                new RolloutState(
                    view.settled(pool, drift) ? Stage.SUCCEEDED : Stage.IN_PROGRESS, List.of())));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> cancel(String group, String rollout) {
    return answer(
        group,
        pool ->
            new Answer.Refused<>(
                "The provisioner goes on by itself, under the budgets of node pool "
                    + pool.name
                    + "."));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> verify(String group, RolloutTarget target) {
    return answer(group, pool -> Answer.ok(findings(pool, target)));
  }

  private List<Finding> findings(PoolBook pool, RolloutTarget target) {
    List<Finding> findings = new ArrayList<>();
    if (!pool.template().equals(pool.newestTemplate())) {
      findings.add(
          warning("POOL_NOT_AT_TARGET", pool, "it makes nodes of template " + pool.template()));
    }
    String version = pools.kubernetesOf(pool);
    target
        .kubernetes()
        .filter(wanted -> !wanted.equals(version))
        .ifPresent(
            wanted ->
                findings.add(
                    warning(
                        "POOL_NOT_AT_TARGET", pool, "it makes nodes of Kubernetes " + version)));
    return findings;
  }

  private static Finding warning(String code, PoolBook pool, String what) {
    return Finding.warning(code, "node pool '" + pool.name + "'", what, "run the plan again");
  }

  // Asking for nodes, and having them go

  @Override
  public CompletionStage<Answer<Answer.Done>> request(
      String group, String name, Optional<NodeClaim> like) {
    return answer(
        group,
        pool ->
            requests.request(pool, name, like)
                ? Answer.done()
                : new Answer.Refused<>(
                    "No node of node pool "
                        + pool.name
                        + " is in service, so that nobody knows how large one is."));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> withdraw(String group, String name) {
    return answer(
        group,
        pool ->
            requests.withdraw(pool, name)
                ? Answer.done()
                : new Answer.Missing<>("Nothing asks for a node by the name of " + name + "."));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> tidy(String group) {
    return answer(group, pool -> Answer.done());
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> remove(String group, NodeClaim claim) {
    return answer(group, pool -> remove(pool, claim));
  }

  private Answer<Answer.Done> remove(PoolBook pool, NodeClaim asked) {
    Optional<ClaimBook> claim =
        pools.claimsOf(pool).stream().filter(one -> one.uid.equals(asked.uid())).findFirst();
    claim.ifPresent(termination::delete);
    return claim.isPresent()
        ? Answer.done()
        : new Answer.Missing<>("NodeClaim " + asked.name() + " is gone.");
  }

  @Override
  public Subscription onChange(String group, Runnable hint) {
    return pools.onChange(hint);
  }

  private <T> CompletionStage<Answer<T>> answer(String group, Function<PoolBook, Answer<T>> call) {
    return answer(
        () ->
            pools.findPool(group).map(call).orElseGet(() -> new Answer.Missing<>(missing(group))));
  }

  private String missing(String group) {
    List<String> names = List.copyOf(view.offers().keySet());
    return "There is no node pool "
        + group
        + (names.isEmpty() ? "; there is none at all" : "; there are " + String.join(", ", names))
        + ".";
  }

  private <T> CompletionStage<Answer<T>> answer(Supplier<Answer<T>> call) {
    CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
    pools.world.timeline.schedule(CALL, () -> answer.complete(call.get()));
    return answer;
  }
}
