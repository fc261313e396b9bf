package io.evenkeel.examples.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * The least time in which so many nodes can be replaced when at most {@code surge} may be added and
 * {@code unavailable} may be missing: each replacement occupies one of these slots while its new
 * node boots and while its old node drains and leaves, whoever plans it.
 *
 * @param boots launch to Ready, for each new node
 * @param drains least time to empty, for each old node
 * @param leave empty to slot free, the same for each
 */
record PipelineBound(
    int surge, int unavailable, List<Duration> boots, List<Duration> drains, Duration leave) {

  /** Returns the greater of the two forms of the bound. */
  Duration least() {
    Duration whole = inWholeNodes();
    Duration shares = inShares();
    return whole.compareTo(shares) >= 0 ? whole : shares;
  }

  /** All slot time there is, spread over all slots. */
  Duration inShares() {
    Duration all = sum(boots).plus(sum(drains)).plus(leave.multipliedBy(drains.size()));
    return all.dividedBy(slots());
  }

  /** Whole nodes in waves, each as quick as the quickest. */
  Duration inWholeNodes() {
    Duration boot = shortest(boots);
    Duration go = shortest(drains).plus(leave);
    int waves = (drains.size() + slots() - 1) / slots() - 1;
    int rest = drains.size() - waves * slots();
    Duration ifSurging = rest > surge ? boot.plus(go) : boot;
    Duration ifMissing = rest > unavailable ? go.plus(boot) : go;
    Duration last = ifSurging.compareTo(ifMissing) >= 0 ? ifSurging : ifMissing;
    return boot.plus(go).multipliedBy(waves).plus(last);
  }

  private int slots() {
    return surge + unavailable;
  }

  private static Duration sum(List<Duration> durations) {
    return durations.stream().reduce(Duration.ZERO, Duration::plus);
  }

  static Duration shortest(List<Duration> durations) {
    return durations.stream().min(Duration::compareTo).orElse(Duration.ZERO);
  }
}
