package io.evenkeel.engine.internal.act;

import io.evenkeel.DrainPolicy;
import io.evenkeel.WhenStuck;
import io.evenkeel.engine.internal.state.DrainSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a drain policy for its settings; it is user's code, so they are checked. */
final class PolicySettings {
  /** Whoever wants to wait for longer wants to wait for ever. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private PolicySettings() {}

  static DrainSettings of(DrainPolicy policy) {
    return new DrainSettings(
        checked("timeout", policy.timeout()),
        checked("soak", policy.soak()),
        checked(policy.whenStuck()));
  }

  private static Duration checked(String what, @Nullable Duration duration) {
    if (duration == null || duration.isNegative()) {
      throw new PlugInException("its " + what + " is " + duration + "; answer zero or more");
    }
    return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }

  private static WhenStuck checked(@Nullable WhenStuck step) {
    if (step == null) {
      throw new PlugInException("its whenStuck is null; answer WhenStuck.fail()");
    }
    return step;
  }
}
