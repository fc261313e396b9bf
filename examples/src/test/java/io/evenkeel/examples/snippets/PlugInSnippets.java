package io.evenkeel.examples.snippets;

import io.evenkeel.Disposition;
import io.evenkeel.DrainPolicy;
import io.evenkeel.NodeOrder;
import io.evenkeel.NodeSelector;
import java.time.Duration;

final class PlugInSnippets {
  private PlugInSnippets() {}

  static DrainPolicy preset() {
    // region preset
    DrainPolicy policy =
        DrainPolicy.eks()
            .holding(pod -> pod.namespace().equals("payments"), "payments are moved by hand")
            .deleting(pod -> pod.name().startsWith("cache-"), "a cache refills by itself")
            .timeout(Duration.ofMinutes(30));
    // endregion
    return policy;
  }

  static DrainPolicy own() {
    // region drain-policy
    DrainPolicy afterSettling =
        subject -> {
          Duration up =
              subject
                  .pod()
                  .readySince()
                  .map(since -> Duration.between(since, subject.now()))
                  .orElse(Duration.ZERO);
          return subject.budgets().isEmpty() && up.compareTo(Duration.ofMinutes(5)) < 0
              ? Disposition.hold("it has just started, and no budget protects it")
              : DrainPolicy.eks().decide(subject);
        };
    // endregion
    return afterSettling;
  }

  static NodeSelector combined() {
    // region selector
    NodeSelector oldestSpotNodesFirst =
        NodeSelector.outdated()
            .and(NodeSelector.label("eks.amazonaws.com/capacityType", "SPOT"))
            .orderedBy(NodeOrder.oldestFirst());
    // endregion
    return oldestSpotNodesFirst;
  }
}
