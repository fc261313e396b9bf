package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Node;
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
                  ControlPlaneSkew.findings(facts, situation.snapshot().nodes(), left(situation)));
            });
    return findings;
  }

  /** What the cloud moves together with its control plane is not left as it is. */
  private static List<Node> left(Situation situation) {
    return situation.remaining().stream()
        .filter(
            node ->
                situation.rollouts().stream()
                    .noneMatch(
                        group -> group.followsControlPlane() && group.group().includes(node)))
        .toList();
  }
}
