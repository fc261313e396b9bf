package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudFault;
import io.evenkeel.simulation.CloudFaults;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Answer.Done;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls over a line that takes time: half of it there, half of it back, with faults between. */
final class Calls {

  private final Timeline timeline;
  private final CloudFaults faults;
  private final Seeds chance;
  private final Map<String, Seeds> chances = new LinkedHashMap<>();
  private DurationRange duration = DurationRange.exactly(Duration.ofMillis(50));

  Calls(Timeline timeline, CloudFaults faults, Seeds chance) {
    this.timeline = timeline;
    this.faults = faults;
    this.chance = chance;
  }

  void take(DurationRange range) {
    this.duration = range;
  }

  /** A write whose success may be pretended. */
  CompletionStage<Answer<Done>> write(String action, Supplier<Answer<Done>> request) {
    return call(action, request, Answer::done);
  }

  <T> CompletionStage<Answer<T>> call(String action, Supplier<Answer<T>> request) {
    return call(action, request, request);
  }

  private <T> CompletionStage<Answer<T>> call(
      String action, Supplier<Answer<T>> request, Supplier<Answer<T>> pretended) {
    CompletableFuture<Answer<T>> stage = new CompletableFuture<>();
    timeline.execute(
        () -> {
          Duration half = chanceOf(action).next(duration).dividedBy(2);
          timeline.schedule(half, () -> serve(action, request, pretended, stage, half));
        });
    return stage;
  }

  /** Each action draws for itself, so that more calls of one do not change those of another. */
  private Seeds chanceOf(String action) {
    return chances.computeIfAbsent(action, chance::stream);
  }

  private <T> void serve(
      String action,
      Supplier<Answer<T>> request,
      Supplier<Answer<T>> pretended,
      CompletableFuture<Answer<T>> stage,
      Duration half) {
    CloudFault fault = faults.take(action).orElse(null);
    if (fault == null) {
      answer(attempt(request), stage, half);
    } else if (fault instanceof CloudFault.NeverAnswer) {
      attempt(request);
    } else if (fault instanceof CloudFault.Late late) {
      timeline.schedule(late.by(), () -> answer(attempt(request), stage, half));
    } else if (fault instanceof CloudFault.PretendSuccess) {
      answer(attempt(pretended), stage, half);
    } else {
      answer(faulty(action, fault, request), stage, half);
    }
  }

  private <T> void answer(Answer<T> answer, CompletableFuture<Answer<T>> stage, Duration half) {
    timeline.schedule(half, () -> stage.complete(answer));
  }

  private static <T> Answer<T> faulty(
      String action, CloudFault fault, Supplier<Answer<T>> request) {
    if (fault instanceof CloudFault.Deny) {
      return new Answer.Denied<>(action, "The caller is not authorized to perform " + action + ".");
    }
    if (fault instanceof CloudFault.Expired) {
      return new Answer.Unauthenticated<>("The security token included in the request is expired.");
    }
    if (fault instanceof CloudFault.Throttle throttle) {
      return new Answer.Throttled<>(throttle.retryAfter(), "Rate exceeded.");
    }
    if (fault instanceof CloudFault.LoseAnswer) {
      attempt(request);
    }
    return new Answer.Unknown<>("The line broke during " + action + ".");
  }

  private static <T> Answer<T> attempt(Supplier<Answer<T>> request) {
    try {
      return request.get();
    } catch (CloudRejection rejection) {
      return switch (rejection.reason()) {
        case INVALID, TOKEN_REUSED -> new Answer.Refused<>(rejection.because());
        default -> new Answer.Missing<>(rejection.because());
      };
    }
  }
}
