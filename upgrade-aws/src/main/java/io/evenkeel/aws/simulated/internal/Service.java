package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.simulation.CloudFault;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves routed requests on the timeline's thread, with the faults that were asked for. */
public final class Service {

  private final SimulatedCloud cloud;
  private final AwsSettings settings;
  private final List<AwsCall> calls = new CopyOnWriteArrayList<>();

  public Service(SimulatedCloud cloud, AwsSettings settings) {
    this.cloud = cloud;
    this.settings = settings;
  }

  /** Returns every call so far, in order; from any thread. */
  public List<AwsCall> calls() {
    return List.copyOf(calls);
  }

  Reply serve(Routed routed) {
    Optional<CloudFault> fault = cloud.faults().take(routed.action());
    try {
      if (fault.isPresent()) {
        return faulty(routed, fault.get());
      }
      if (routed.dryRun()) {
        throw new AwsError(412, "DryRunOperation", "Request would have succeeded.");
      }
      Reply reply = routed.work().serve();
      log(routed, "ok");
      return reply;
    } catch (AwsError error) {
      return failed(routed, error);
    } catch (CloudRejection rejection) {
      return failed(routed, Rejections.asError(routed.protocol(), rejection));
    }
  }

  private Reply faulty(Routed routed, CloudFault fault) {
    if (fault instanceof CloudFault.Deny) {
      throw routed.protocol().denied(settings.caller(), routed.action());
    }
    if (fault instanceof CloudFault.Throttle throttle) {
      Reply reply = failed(routed, routed.protocol().throttled());
      long wait = Math.max(1, throttle.retryAfter().toSeconds());
      return ((Reply.Answered) reply).with("Retry-After", String.valueOf(wait));
    }
    if (fault instanceof CloudFault.Expired) {
      return failed(routed, routed.protocol().expired());
    }
    if (fault instanceof CloudFault.PretendSuccess) {
      log(routed, "pretended");
      return routed.protocol().pretended(routed.action());
    }
    if (fault instanceof CloudFault.Late late) {
      return late(routed, late.by());
    }
    if (!(fault instanceof CloudFault.LoseRequest)) {
      routed.work().serve();
    }
    log(routed, "lost");
    return fault instanceof CloudFault.NeverAnswer ? new Reply.Silent() : new Reply.Dropped();
  }

  /** The connection is long gone when the request is served; nobody hears the answer. */
  private Reply late(Routed routed, Duration by) {
    cloud
        .timeline()
        .schedule(
            by,
            () -> {
              try {
                routed.work().serve();
                log(routed, "late");
              } catch (AwsError | CloudRejection tooLate) {
                log(routed, "too late: " + tooLate.getMessage());
              }
            });
    return new Reply.Silent();
  }

  private Reply failed(Routed routed, AwsError error) {
    log(routed, error.code());
    return routed.protocol().error(error);
  }

  private void log(Routed routed, String outcome) {
    calls.add(new AwsCall(cloud.timeline().now(), routed.action(), outcome));
  }
}
