package io.evenkeel.engine.internal.preflight;

import io.evenkeel.spi.Finding;
import java.util.List;

/** Passes on what the providers have found, such as a group that is not ours to change. */
final class ProviderFindings implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.groups().stream()
        .flatMap(group -> group.facts().fromProvider().stream())
        .toList();
  }
}
