package io.evenkeel.simulation;

import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.internal.Outages;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What goes wrong between a client and a simulated cluster, and in the cluster itself. Calls fail
 * by the permission that they need, such as {@code patch nodes}; each takes the next fault that
 * waits for it, else the one of a span of time that goes on.
 */
public final class ClusterFaults {
  private final Outages outages;

  ClusterFaults(Outages outages) {
    this.outages = outages;
  }

  /** Throttles the next such calls; nothing is done. */
  public ClusterFaults throttle(Permission call, int times, Duration retryAfter) {
    return next(call, times, new ClusterFault.Throttle(retryAfter));
  }

  /** Answers the next such calls with a conflict; nothing is done. */
  public ClusterFaults conflict(Permission call, int times) {
    return next(call, times, new ClusterFault.Conflict());
  }

  /** Denies the next such calls, as an admission webhook does; nothing is done. */
  public ClusterFaults deny(Permission call, int times, String because) {
    return next(call, times, new ClusterFault.Deny(because));
  }

  /** Fails the next such calls; nothing is done, but the caller cannot know. */
  public ClusterFaults fail(Permission call, int times, String because) {
    return next(call, times, new ClusterFault.Fail(because));
  }

  /** Loses the next such calls before anything is done; the caller cannot know. */
  public ClusterFaults loseRequests(Permission call, int times) {
    return next(call, times, new ClusterFault.LoseRequest());
  }

  /** Serves the next such calls and loses the answers; the caller cannot know. */
  public ClusterFaults loseAnswers(Permission call, int times) {
    return next(call, times, new ClusterFault.LoseAnswer());
  }

  /** Serves the next such calls and never answers them. */
  public ClusterFaults neverAnswer(Permission call, int times) {
    return next(call, times, new ClusterFault.NeverAnswer());
  }

  /**
   * Lets the next such calls arrive that much later, and be served then: whoever sent one may long
   * have given it up, or have lost the lease.
   */
  public ClusterFaults delayRequests(Permission call, int times, Duration by) {
    return next(call, times, new ClusterFault.Late(by));
  }

  /** Does that to the next such calls. */
  public ClusterFaults next(Permission call, int times, ClusterFault fault) {
    outages.calls().next(call, times, fault);
    return this;
  }

  /** Does that to all such calls that arrive from now on for that long. */
  public ClusterFaults during(Duration span, Predicate<Permission> calls, ClusterFault fault) {
    outages.calls().during(span, calls, fault);
    return this;
  }

  /** Returns a rule for all calls that change something. */
  public static Predicate<Permission> writes() {
    return call -> call.verb().equals("patch") || changesByName(call);
  }

  private static boolean changesByName(Permission call) {
    return call.verb().equals("update")
        || call.verb().equals("delete")
        || (call.verb().equals("create") && !call.group().equals("authorization.k8s.io"));
  }

  /** Returns a rule for all calls that only look, listing for a watch among them. */
  public static Predicate<Permission> reads() {
    return writes().negate();
  }

  /** Serves no more than that many calls at once; the others are throttled. */
  public ClusterFaults seats(int atOnce) {
    return seats(atOnce, 0, Duration.ZERO);
  }

  /**
   * Serves no more than that many calls at once, by the priority and fairness of the API server:
   * other calls wait for a seat, and each client's line has its turn. Where a line is full, or a
   * call has waited for that long, it is throttled and nothing is done.
   *
   * @param lineOf how many calls of one client may wait
   */
  public ClusterFaults seats(int atOnce, int lineOf, Duration patience) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("an API server has one seat at least, not " + atOnce);
    }
    outages.seats(atOnce, lineOf, patience);
    return this;
  }

  /** Lets other clients call that often for that long, and take seats where these are limited. */
  public ClusterFaults crowd(Duration span, int callsPerSecond) {
    if (callsPerSecond < 1) {
      throw new IllegalArgumentException("a crowd calls once a second at least");
    }
    outages.crowd(span, callsPerSecond);
    return this;
  }

  /** Lets the API server be away for that long: every watch breaks, nothing is answered. */
  public ClusterFaults restartApiServer(Duration span) {
    outages.restart(span);
    return this;
  }

  /** Lets changes of that kind be told that much later, for that long. */
  public ClusterFaults slowWatch(ObjectKind kind, Duration span, Duration lag) {
    outages.slowWatch(kind, span, lag);
    return this;
  }

  /** Lets so many out of a hundred events go wrong; after the span everything is listed anew. */
  public ClusterFaults unfaithfulWatch(WatchDisorder how, Duration span, int percent) {
    outages.disorder(how, span, percent);
    return this;
  }

  /**
   * Lets every watch move, after the span, to an API server that lags behind: it shows the world as
   * it is now, and the changes since then some time later.
   */
  public ClusterFaults timeTravel(Duration span, Duration catchUp) {
    outages.timeTravel(span, catchUp);
    return this;
  }

  /** Calls that whenever a watch is told something late, wrongly, or not at all. */
  public ClusterFaults whenWatchesErr(Runnable listener) {
    outages.whenWatchesErr(listener);
    return this;
  }

  /** Lets volumes whose detaching begins within the span take that much longer to detach. */
  public ClusterFaults stickVolumes(Duration span, Duration longer) {
    outages.stickVolumes(span, longer);
    return this;
  }
}
