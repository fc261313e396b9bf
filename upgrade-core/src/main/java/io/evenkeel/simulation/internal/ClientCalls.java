package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries calls to the API server and answers back, each taking a while, with faults between. */
final class ClientCalls {
  private static final String TOO_MANY = "too many requests";
  private static final String CONFLICT = "the object has been modified meanwhile";

  private final World world;
  private final FaultBook faults;
  private final Seeds chance;

  ClientCalls(World world, FaultBook faults) {
    this.world = world;
    this.faults = faults;
    this.chance = world.seeds.stream("calls");
  }

  <T> CompletionStage<Answer<T>> call(Permission permission, Supplier<Answer<T>> request) {
    return send(
        new Call<>(
            permission,
            request,
            wait -> new Answer.Throttled<>(wait, TOO_MANY),
            Answer.Conflict::new,
            Answer.Unknown::new));
  }

  CompletionStage<EvictionAnswer> evict(Permission permission, Supplier<EvictionAnswer> request) {
    return send(
        new Call<>(
            permission,
            request,
            wait -> new EvictionAnswer.Throttled(wait, TOO_MANY),
            EvictionAnswer.Failed::new,
            EvictionAnswer.Failed::new));
  }

  /** A call, and how its kind of answer says what went wrong. */
  private record Call<T>(
      Permission permission,
      Supplier<T> request,
      Function<Duration, T> throttled,
      Function<String, T> conflict,
      Function<String, T> unknown,
      CompletableFuture<T> answer) {

    Call(
        Permission permission,
        Supplier<T> request,
        Function<Duration, T> throttled,
        Function<String, T> conflict,
        Function<String, T> unknown) {
      this(permission, request, throttled, conflict, unknown, new CompletableFuture<>());
    }
  }

  private <T> CompletionStage<T> send(Call<T> call) {
    // The first hop leaves the caller's thread, which in real time may be any.
    world.later(Duration.ZERO, () -> travel(call));
    return call.answer();
  }

  private <T> void travel(Call<T> call) {
    Duration there = chance.next(world.settings.call());
    Duration back = chance.next(world.settings.call());
    world.later(there, () -> arrive(call, back));
  }

  private <T> void arrive(Call<T> call, Duration back) {
    ClusterFault fault = faults.take(call.permission());
    if (fault instanceof ClusterFault.Late late) {
      world.later(late.by(), () -> answer(call, null, back));
    } else {
      answer(call, fault, back);
    }
  }

  private <T> void answer(Call<T> call, @Nullable ClusterFault fault, Duration back) {
    T result = fault == null ? call.request().get() : spoil(fault, call);
    if (!(fault instanceof ClusterFault.NeverAnswer)) {
      world.later(back, () -> call.answer().complete(result));
    }
  }

  private static <T> T spoil(ClusterFault fault, Call<T> call) {
    if (fault instanceof ClusterFault.Throttle throttle) {
      return call.throttled().apply(throttle.retryAfter());
    }
    if (fault instanceof ClusterFault.Conflict) {
      return call.conflict().apply(CONFLICT);
    }
    if (fault instanceof ClusterFault.LoseAnswer || fault instanceof ClusterFault.NeverAnswer) {
      T unused = call.request().get();
    }
    return call.unknown().apply("the connection broke during " + call.permission());
  }
}
