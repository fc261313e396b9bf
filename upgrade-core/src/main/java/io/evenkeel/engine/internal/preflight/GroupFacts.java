package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.WhenStuck;
import io.evenkeel.engine.internal.state.DrainSettings;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.Node;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.spi.Finding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of one group of the plan before the first write.
 *
 * @param target what its nodes must become; absent where the provider could not tell, which is then
 *     among the provider's findings
 * @param fromProvider what the provider itself has found
 * @param selectedInstanceIds the instances that are to be replaced
 * @param instanceIds which instance each provider id of a node names, as the provider has said
 * @param drains what the drain policy has said about drains as such
 */
public record GroupFacts(
    GroupPlan.SelfDriven plan,
    GroupState state,
    Optional<ResolvedTarget> target,
    List<Finding> fromProvider,
    List<String> selectedInstanceIds,
    Map<String, String> instanceIds,
    DrainSettings drains) {

  public GroupFacts {
    fromProvider = List.copyOf(fromProvider);
    selectedInstanceIds = List.copyOf(selectedInstanceIds);
    instanceIds = Collections.unmodifiableMap(new LinkedHashMap<>(instanceIds));
  }

  /** Returns the instance that the node is, whosever it may be. */
  Optional<String> instanceOf(Node node) {
    return node.providerId().map(instanceIds::get);
  }

  /** Returns whether a workload may have a replica more where its budget needs it. */
  boolean surgesReplicas() {
    return stepsTo(WhenStuck.SurgeReplicas.class);
  }

  /** Returns whether what is done with a node that is stuck may come to that. */
  boolean stepsTo(Class<? extends WhenStuck.Step> step) {
    return drains.whenStuck().stepsBeforeFailing().stream().anyMatch(step::isInstance);
  }
}
