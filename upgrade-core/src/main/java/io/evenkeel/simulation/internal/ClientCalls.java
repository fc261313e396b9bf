package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.ClusterDelay;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries calls to the API server and answers back, each taking a while, with faults between. */
final class ClientCalls {

  /** How long the API server tries to charge a budget that others change all the time. */
  private static final Duration GIVES_UP = Duration.ofSeconds(10);

  private final World world;
  private final FaultBook faults;
  private final Seeds there;
  private final Seeds back;
  private final Seats seats;

  ClientCalls(World world, FaultBook faults) {
    this.world = world;
    this.faults = faults;
    this.seats = new Seats(world);
    this.there = world.seeds.stream("calls");
    this.back = world.seeds.stream("answers");
  }

  Seats seats() {
    return seats;
  }

  <T> CompletionStage<Answer<T>> call(
      Permission permission, String name, Supplier<Answer<T>> request) {
    return send(new Call<>(permission, name, request, Excuses.ofAnswers(permission)));
  }

  CompletionStage<EvictionAnswer> evict(
      Permission permission, String name, Supplier<EvictionAnswer> request) {
    return send(new Call<>(permission, name, request, Excuses.ofEvictions(permission)));
  }

  /** A call about an object of that name. */
  private record Call<T>(
      Permission permission,
      String name,
      Supplier<T> request,
      Excuses<T> excuses,
      CompletableFuture<T> answer) {

    Call(Permission permission, String name, Supplier<T> request, Excuses<T> excuses) {
      this(permission, name, request, excuses, new CompletableFuture<>());
    }
  }

  private <T> CompletionStage<T> send(Call<T> call) {
    // The first hop leaves the caller's thread, which in real time may be any.
    world.later(Duration.ZERO, () -> world.later(travels(there, call), () -> arrive(call)));
    return call.answer();
  }

  private Duration travels(Seeds chance, Call<?> call) {
    return chance.draw(world.settings.delay(ClusterDelay.CALL), call.name(), world.moment());
  }

  private <T> void arrive(Call<T> call) {
    ClusterFault fault = faults.take(call.permission());
    if (fault instanceof ClusterFault.Late late) {
      world.later(late.by(), () -> answer(call, null));
    } else if (fault instanceof ClusterFault.Conflict && call.excuses().triesAgain()) {
      world.later(GIVES_UP, () -> answer(call, fault));
    } else if (fault == null) {
      seats.take(
          Seats.OURS,
          () -> answer(call, null),
          () -> answer(call, new ClusterFault.Throttle(Seats.COME_BACK)));
    } else {
      answer(call, fault);
    }
  }

  private <T> void answer(Call<T> call, @Nullable ClusterFault fault) {
    T result = fault == null ? call.request().get() : spoil(fault, call);
    if (!(fault instanceof ClusterFault.NeverAnswer)) {
      world.later(travels(back, call), () -> call.answer().complete(result));
    }
  }

  private static <T> T spoil(ClusterFault fault, Call<T> call) {
    if (fault instanceof ClusterFault.LoseAnswer || fault instanceof ClusterFault.NeverAnswer) {
      T unused = call.request().get();
    }
    return call.excuses().of(fault);
  }
}
