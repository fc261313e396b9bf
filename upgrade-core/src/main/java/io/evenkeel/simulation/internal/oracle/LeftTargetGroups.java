package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.TargetRegistration;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * No emptied node is terminated at the run's word while a target group still leads connections to
 * it, unless the group itself would replace it first; and none that the run has taken out of its
 * target groups is left to serve.
 */
final class LeftTargetGroups implements Rule {
  private final Court court;
  private final LinkedHashSet<String> takenOut = new LinkedHashSet<>();

  LeftTargetGroups(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Deregister taking) {
      takenOut.add(taking.instance());
    }
  }

  @Override
  public void changed(CloudChange change) {
    if (change.kind() == CloudChange.Kind.TERMINATING && isOurs(change.subject())) {
      instances(change.group()).stream()
          .filter(instance -> instance.id().equals(change.subject()))
          .filter(instance -> !instance.registrations().isEmpty())
          .filter(instance -> isEmptied(instance.id()))
          .forEach(this::wasReached);
    }
  }

  private boolean isOurs(String instance) {
    return court.underWay().stream()
        .anyMatch(
            call ->
                call.act() instanceof Act.Terminate terminate
                    && terminate.instance().equals(instance));
  }

  private List<CloudInstance> instances(String group) {
    return court
        .group(group)
        .filter(file -> !file.replacesUnhealthy())
        .map(file -> file.now().instances())
        .orElse(List.of());
  }

  /** What others have closed before it was ever usable serves nobody. */
  private boolean isEmptied(String instance) {
    return court
        .truth()
        .nodeOf(instance)
        .filter(node -> node.unschedulable() && (node.ready() || node.hasAnnotation(Nodes.DRAIN)))
        .isPresent();
  }

  /** What others opened after it had left is not put back by the run, which says so. */
  private boolean isNamed(String instance, UpgradeOutcome outcome) {
    return court
        .truth()
        .nodeOf(instance)
        .filter(
            node ->
                outcome.summary().groups().stream()
                    .flatMap(group -> group.leftovers().stream())
                    .anyMatch(left -> left.contains(node.name() + " stays")))
        .isPresent();
  }

  private boolean isOpen(String instance) {
    return court.truth().nodeOf(instance).filter(node -> !node.unschedulable()).isPresent();
  }

  private void wasReached(CloudInstance instance) {
    List<String> groups =
        instance.registrations().stream().map(TargetRegistration::targetGroup).toList();
    court.violated(
        Invariant.EMPTY_BEFORE_GONE,
        "instance " + instance.id() + " was terminated while " + groups + " led to it");
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    if (Endings.wroteToTheEnd(outcome)) {
      court.groups().stream()
          .flatMap(group -> group.now().instances().stream())
          .filter(instance -> takenOut.contains(instance.id()))
          .filter(instance -> instance.state().countsAsCapacity() && isOpen(instance.id()))
          .filter(instance -> !isNamed(instance.id(), outcome))
          .forEach(
              instance ->
                  court.violated(
                      Invariant.GIVEN_BACK,
                      "instance " + instance.id() + " is left out of its target groups"));
    }
  }
}
