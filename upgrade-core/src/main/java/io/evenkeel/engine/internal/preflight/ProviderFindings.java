package io.evenkeel.engine.internal.preflight;

import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Passes on what the providers have found, such as a group that is not ours to change. */
final class ProviderFindings implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    return Stream.concat(
            situation.groups().stream().flatMap(group -> group.facts().fromProvider().stream()),
            situation.rollouts().stream().flatMap(group -> group.fromProvider().stream()))
        .toList();
  }
}
