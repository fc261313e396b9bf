package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Obstacle;
import io.evenkeel.kubernetes.RequiredPermissions;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What stands against a roll of a pool. That its limits are reached is told with the pool, since it
 * depends on the plan what follows. What only some ways to roll suffer from is a warning: whose
 * nodes we have removed ourselves needs no budget of the pool, and a pool that is watched no right
 * to write.
 */
final class PoolInspection {
  private final PoolReads reads;
  private final ProvisionerPulse pulse;
  private final Function<List<Permission>, Answer<List<Permission>>> missing;
  private final String namespace;

  PoolInspection(
      PoolReads reads,
      Calls calls,
      Function<List<Permission>, Answer<List<Permission>>> missing,
      String namespace) {
    this.reads = reads;
    this.pulse = new ProvisionerPulse(calls);
    this.missing = missing;
    this.namespace = namespace;
  }

  List<Finding> of(PoolReading reading, WaitReasons waits) {
    PoolFindings where = new PoolFindings(reading.pool().name());
    List<Finding> findings = new ArrayList<>();
    pulse.finding(reading, where).ifPresent(findings::add);
    nodeClass(reading.pool(), where).ifPresent(findings::add);
    conditions(reading.pool(), where).forEach(findings::add);
    waits.ofPool().forEach(wait -> of(wait, where).ifPresent(findings::add));
    PoolOwner.of(reading.pool()).map(where::ownedBy).ifPresent(findings::add);
    reading.pool().replicas().map(where::isStatic).ifPresent(findings::add);
    permissions(where).forEach(findings::add);
    return findings;
  }

  private Optional<Finding> nodeClass(PoolObject pool, PoolFindings where) {
    Optional<JsonObject> found;
    try {
      found = reads.classOf(pool);
    } catch (StoppedException stopped) {
      if (stopped.problem() instanceof Answer.Denied<?>) {
        return Optional.of(where.classNotSeen(pool.classRef(), stopped.problem().because()));
      }
      throw stopped;
    }
    if (found.isEmpty()) {
      return Optional.of(where.noClass(pool.classRef()));
    }
    Condition ready = Condition.of(found.get(), "Ready");
    return ready.isFalse()
        ? Optional.of(where.classNotReady(pool.classRef(), ready.words()))
        : Optional.empty();
  }

  private static Stream<Finding> conditions(PoolObject pool, PoolFindings where) {
    Condition healthy = pool.condition("NodeRegistrationHealthy");
    Condition valid = pool.condition("ValidationSucceeded");
    return Stream.of(
            healthy.isFalse()
                ? Optional.of(where.nodesDoNotRegister(healthy.words()))
                : Optional.<Finding>empty(),
            valid.isFalse()
                ? Optional.of(where.notValid(valid.words()))
                : Optional.<Finding>empty())
        .flatMap(Optional::stream);
  }

  /** What opens by itself is waited for; it is told by whoever waits. */
  private static Optional<Finding> of(Obstacle wait, PoolFindings where) {
    return switch (wait.cause()) {
      case POOL_BUDGET_CLOSED ->
          wait.until().isPresent() ? Optional.empty() : Optional.of(where.budgetClosed(wait));
      // told of the pool, and judged by whoever has the plan
      case POOL_LIMIT, POOL_BUDGET_NEVER_OPENS -> Optional.empty();
      default -> Optional.of(where.nodeDoesNotCome(wait));
    };
  }

  private Stream<Finding> permissions(PoolFindings where) {
    List<Permission> wanted = new ArrayList<>(RequiredPermissions.readingNodePools());
    wanted.addAll(RequiredPermissions.drivingNodePools(namespace));
    return missing.apply(wanted).value().orElse(List.of()).stream().map(where::mayNot);
  }
}
