package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.DurationRange;

/** How what was made up is put into words. */
final class Words {
  private Words() {}

  static String range(DurationRange range) {
    return range.from().toSeconds() + " to " + range.to().toSeconds() + " s";
  }
}
