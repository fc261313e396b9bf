package io.evenkeel.campaign.internal;

import io.evenkeel.DrainPolicy;
import io.evenkeel.NodeSelector;
import java.util.Optional;
import java.util.function.LongFunction;

/** Plug-ins under test, by seed, in place of those that a plan would make up. */
public record PlugIns(
    Optional<LongFunction<DrainPolicy>> drainPolicy,
    Optional<LongFunction<NodeSelector>> nodeSelector) {

  /** None: plans make up what they need. */
  public static final PlugIns MADE_UP = new PlugIns(Optional.empty(), Optional.empty());
}
