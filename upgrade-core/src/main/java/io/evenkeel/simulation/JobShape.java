package io.evenkeel.simulation;

import io.evenkeel.model.ObjectKey;
import java.time.Duration;
import java.util.Optional;

/** A Job in the making: its pods run for five minutes and then have succeeded. */
public final class JobShape extends PodShape<JobShape> {
  int parallel = 1;
  private DurationRange runs = DurationRange.exactly(Duration.ofMinutes(5));

  JobShape(ObjectKey key) {
    super(key);
  }

  @Override
  JobShape self() {
    return this;
  }

  @Override
  Optional<DurationRange> runs() {
    return Optional.of(runs);
  }

  public JobShape parallel(int pods) {
    parallel = pods;
    return this;
  }

  public JobShape runsFor(Duration from, Duration to) {
    runs = DurationRange.of(from, to);
    return this;
  }
}
