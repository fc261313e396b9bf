package io.evenkeel.campaign.internal;

import static io.evenkeel.campaign.internal.ObstacleTruth.unless;

import io.evenkeel.campaign.Fault;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether what was found before a run, and forbids it, is so in the world. */
final class PreflightTruth {
  private final Witness witness;
  private final Set<Fault> struck;
  private final Optional<PoolShape> pool;

  PreflightTruth(Witness witness, Set<Fault> struck, Scenario scenario) {
    this.witness = witness;
    this.struck = struck;
    this.pool = scenario.world().pool();
  }

  /** Returns what is untrue about the first of them that is; empty where all are true. */
  Optional<String> untrue(List<Finding> findings) {
    List<Finding> blockers = findings.stream().filter(Finding::blocks).toList();
    return unless(!blockers.isEmpty(), "nothing was found")
        .or(() -> blockers.stream().flatMap(finding -> untrue(finding).stream()).findFirst());
  }

  private Optional<String> untrue(Finding finding) {
    return switch (finding.code()) {
      case "BUDGET_NEVER_ALLOWS" ->
          unless(
              witness.budgetsThatKeptAll().anyMatch(key -> key.toString().equals(finding.where())),
              finding.where() + " never kept all of its pods");
      case "SEVERAL_BUDGETS_ON_ONE_POD" ->
          unless(
              witness.pods().anyMatch(file -> witness.budgetsOver(file.pod()) > 1),
              "no pod was covered by several budgets");
      case "ZONAL_POD_WITHOUT_ROOM" ->
          unless(
              witness.pods().anyMatch(file -> !file.pod().placement().volumeTerms().isEmpty()),
              "no pod was bound to a zone by its volumes");
      case "KUBELET_TOO_OLD", "KUBELET_NEWER_THAN_CONTROL_PLANE" ->
          unless(struck.contains(Fault.VERSION_SKEW), "all versions went together");
      case "POOL_LIMIT_REACHED" ->
          unless(
              pool.filter(shape -> shape.spare().isPresent()).isPresent(), "the pool has no limit");
      case "POOL_BUDGET_NEVER_OPENS" ->
          unless(
              pool.filter(shape -> !shape.letsNodesGo()).isPresent(),
              "its budgets let nodes go at some time");
      case "POD_NOT_TO_BE_DISRUPTED" ->
          unless(
              witness.pods().anyMatch(PodFile::wasMarked),
              "no pod was ever marked to be left alone");
      case "MARKS_OF_ANOTHER_RUN" ->
          unless(struck.contains(Fault.OPERATOR_ACTS), "nobody took the lease away");
      case "PREFLIGHT" ->
          unless(
              witness.calls().anyRefused() && struck.contains(Fault.GROUP_OR_TEMPLATE_DELETED),
              "all that the plan names was there: " + finding.what());
      default -> Optional.of("nobody can tell whether " + finding.code() + " is so");
    };
  }
}
