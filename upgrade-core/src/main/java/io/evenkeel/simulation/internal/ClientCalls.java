package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudFault;
import io.evenkeel.simulation.ClusterFaults;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Carries calls to the API server and answers back, each taking a while, with faults between. */
final class ClientCalls {
  private static final String TOO_MANY = "too many requests";

  private final World world;
  private final ClusterFaults faults;
  private final Seeds chance;

  ClientCalls(World world, ClusterFaults faults) {
    this.world = world;
    this.faults = faults;
    this.chance = world.seeds.stream("calls");
  }

  <T> CompletionStage<Answer<T>> call(Permission permission, Supplier<Answer<T>> request) {
    return send(
        permission,
        request,
        new Excuses<>(wait -> new Answer.Throttled<>(wait, TOO_MANY), Answer.Unknown::new));
  }

  CompletionStage<EvictionAnswer> evict(Permission permission, Supplier<EvictionAnswer> request) {
    return send(
        permission,
        request,
        new Excuses<>(
            wait -> new EvictionAnswer.Throttled(wait, TOO_MANY), EvictionAnswer.Failed::new));
  }

  /** How a kind of answer says that a call was throttled, or that nobody knows. */
  private record Excuses<T>(Function<Duration, T> throttled, Function<String, T> unknown) {}

  private <T> CompletionStage<T> send(
      Permission permission, Supplier<T> request, Excuses<T> excuses) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    // The first hop leaves the caller's thread, which in real time may be any.
    world.later(Duration.ZERO, () -> travel(permission, request, excuses, answer));
    return answer;
  }

  private <T> void travel(
      Permission permission, Supplier<T> request, Excuses<T> excuses, CompletableFuture<T> answer) {
    Duration there = chance.next(world.settings.call());
    Duration back = chance.next(world.settings.call());
    world.later(
        there,
        () -> {
          CloudFault fault = faults.take(permission).orElse(null);
          T result = fault == null ? request.get() : spoil(fault, permission, request, excuses);
          if (!(fault instanceof CloudFault.NeverAnswer)) {
            world.later(back, () -> answer.complete(result));
          }
        });
  }

  private static <T> T spoil(
      CloudFault fault, Permission permission, Supplier<T> request, Excuses<T> excuses) {
    if (fault instanceof CloudFault.Throttle throttle) {
      return excuses.throttled().apply(throttle.retryAfter());
    }
    if (fault instanceof CloudFault.LoseAnswer || fault instanceof CloudFault.NeverAnswer) {
      T unused = request.get();
    }
    return excuses.unknown().apply("the connection broke during " + permission);
  }
}
