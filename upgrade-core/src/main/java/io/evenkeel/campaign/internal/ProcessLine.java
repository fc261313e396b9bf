package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.internal.faults.ProcessControl;
import java.time.Duration;

/** Leads to processes that are made after the faults that will befall them. */
final class ProcessLine implements ProcessControl {
  private ProcessControl end = NONE;

  void leadsTo(ProcessControl newEnd) {
    end = newEnd;
  }

  @Override
  public boolean kill(Duration until) {
    return end.kill(until);
  }

  @Override
  public boolean cancel() {
    return end.cancel();
  }

  @Override
  public boolean freeze(Duration span) {
    return end.freeze(span);
  }

  @Override
  public boolean skew(Duration by) {
    return end.skew(by);
  }

  @Override
  public boolean hold(Duration span) {
    return end.hold(span);
  }
}
