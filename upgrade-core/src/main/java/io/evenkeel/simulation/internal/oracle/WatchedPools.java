package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.Target;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Answer.Done;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A provider of node pools that tells the court what is sent and what is answered. */
public final class WatchedPools implements NodePoolProvider {
  private final NodePoolProvider provider;
  private final Court court;
  private final Caller caller;
  private final Docket docket;

  /** Returns a provider of the process that has that client. */
  public WatchedPools(NodePoolProvider provider, Court court, WatchedClient client) {
    this.provider = provider;
    this.court = court;
    this.caller = client.caller();
    this.docket = new Docket(court, caller);
  }

  private <T> CompletionStage<Answer<T>> changes(
      String pool, String what, Supplier<CompletionStage<Answer<T>>> send) {
    return docket.write(new Act.ChangePool(pool, what), send);
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public CompletionStage<Answer<RolloutGroup>> observe(String group) {
    Instant sentAt = court.timeline().now();
    return provider
        .observe(group)
        .whenComplete(
            (answer, failure) -> {
              if (answer != null && !Call.isTooLate(sentAt, court.timeline().now())) {
                answer.value().flatMap(RolloutGroup::pool).ifPresent(this::tells);
              }
            });
  }

  private void tells(NodePool pool) {
    caller.reads(pool, court.timeline().now());
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group, RolloutTarget target) {
    return provider.inspect(group, target);
  }

  @Override
  public CompletionStage<Answer<Map<String, NodeOffer>>> offers() {
    return provider.offers();
  }

  @Override
  public CompletionStage<Answer<RolloutTarget>> resolve(String group, Target target) {
    return provider.resolve(group, target);
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(String group, String rollout) {
    return provider.progress(group, rollout);
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> verify(String group, RolloutTarget target) {
    return provider.verify(group, target);
  }

  @Override
  public CompletionStage<Answer<Done>> pace(String group, RolloutPace pace) {
    return changes(group, "pace", () -> provider.pace(group, pace));
  }

  @Override
  public CompletionStage<Answer<String>> start(String group, RolloutOrder order, String token) {
    return changes(group, "start", () -> provider.start(group, order, token));
  }

  @Override
  public CompletionStage<Answer<Done>> cancel(String group, String rollout) {
    return changes(group, "cancel", () -> provider.cancel(group, rollout));
  }

  @Override
  public CompletionStage<Answer<Done>> request(String pool, String name, Optional<NodeClaim> like) {
    return changes(pool, "request", () -> provider.request(pool, name, like));
  }

  @Override
  public CompletionStage<Answer<Done>> withdraw(String pool, String name) {
    return changes(pool, "withdraw", () -> provider.withdraw(pool, name));
  }

  @Override
  public CompletionStage<Answer<Done>> tidy(String pool) {
    return changes(pool, "tidy", () -> provider.tidy(pool));
  }

  @Override
  public CompletionStage<Answer<Done>> remove(String pool, NodeClaim claim) {
    return docket.write(new Act.Remove(pool, claim), () -> provider.remove(pool, claim));
  }

  @Override
  public Subscription onChange(String pool, Runnable hint) {
    return provider.onChange(pool, hint);
  }

  @Override
  public Duration observeEvery() {
    return provider.observeEvery();
  }
}
