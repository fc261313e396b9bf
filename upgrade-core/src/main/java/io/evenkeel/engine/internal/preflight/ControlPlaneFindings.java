package io.evenkeel.engine.internal.preflight;

import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;

/** What stands against the plan's version of the control plane. */
final class ControlPlaneFindings implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    situation
        .controlPlane()
        .ifPresent(
            facts -> {
              findings.addAll(ControlPlaneVersions.findings(facts));
              findings.addAll(
                  ControlPlaneSkew.findings(
                      facts, situation.snapshot().nodes(), situation.remaining()));
            });
    return findings;
  }
}
