package io.evenkeel;

import io.evenkeel.ControlPlanePlan.AddOns;
import io.evenkeel.ControlPlanePlan.Direction;
import io.evenkeel.ControlPlanePlan.OlderNodes;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange.Edits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what becomes of the control plane and its add-ons. Several minor versions are gone through
 * one by one, each after what is asked before it. Not thread-safe; used inside the configurer that
 * receives it.
 */
public final class ControlPlaneBuilder {
  /** How events, gates and approvals call the way to a version. */
  static final String STEP = "control plane ";

  private static final String WHERE = "control plane";

  private final ControlPlane provider;
  private final List<PlanProblem> problems = new ArrayList<>();
  private final GatesBuilder gates = new GatesBuilder();
  private final Map<String, String> pinned = new LinkedHashMap<>();
  private Optional<String> version = Optional.empty();
  private Direction direction = Direction.UPGRADE;
  private AddOns addOns = AddOns.BROUGHT_ALONG;
  private Edits edits = Edits.REFUSED;
  private OlderNodes olderNodes = OlderNodes.WARNED_ABOUT;
  private Optional<Duration> approval = Optional.empty();

  ControlPlaneBuilder(ControlPlane provider) {
    this.provider = provider;
  }

  /** Sets the Kubernetes version to end at, such as {@code 1.35}; every plan needs one. */
  public ControlPlaneBuilder to(String kubernetes) {
    return to(kubernetes, Direction.UPGRADE);
  }

  /**
   * Goes back to that version, which must be the minor version before the present one; the node
   * groups of the plan go before the control plane.
   */
  public ControlPlaneBuilder rollbackTo(String kubernetes) {
    return to(kubernetes, Direction.ROLLBACK);
  }

  private ControlPlaneBuilder to(String kubernetes, Direction way) {
    this.version = Optional.ofNullable(kubernetes);
    this.direction = way;
    return this;
  }

  /** Brings an add-on to that version rather than to the one that the cloud recommends. */
  public ControlPlaneBuilder addOn(String name, String addOnVersion) {
    if (Checks.present(problems, WHERE, "the name of an add-on", name)
        && Checks.present(problems, WHERE, "the version of add-on " + name, addOnVersion)) {
      pinned.put(name, addOnVersion);
    }
    return this;
  }

  /** Changes add-ons only where they would not go with a version; by default all come along. */
  public ControlPlaneBuilder addOnsOnlyWhereNeeded() {
    this.addOns = AddOns.ONLY_WHERE_NEEDED;
    return this;
  }

  /** Sets what becomes of edited fields of add-ons; by default the change of one is refused. */
  public ControlPlaneBuilder addOnEdits(Edits what) {
    if (Checks.present(problems, WHERE, "addOnEdits(..)", what)) {
      this.edits = what;
    }
    return this;
  }

  /** Takes nodes that stay older than the control plane as meant; by default they are warned of. */
  public ControlPlaneBuilder acceptOlderNodes() {
    this.olderNodes = OlderNodes.ACCEPTED;
    return this;
  }

  /** Asks this gate before each minor version, beside those of the plan. */
  public ControlPlaneBuilder gate(HealthGate gate) {
    gates.gate(gate);
    return this;
  }

  /** Begins each minor version only once somebody has approved it; fails if nobody does in time. */
  public ControlPlaneBuilder needsApproval(Duration within) {
    Checks.positive(problems, WHERE, "needsApproval(..)", within);
    this.approval = Optional.ofNullable(within);
    return this;
  }

  List<PlanProblem> problems() {
    List<PlanProblem> all = new ArrayList<>(problems);
    Checks.version(all, WHERE, version);
    all.addAll(gates.problems(WHERE));
    return all;
  }

  ControlPlanePlan build() {
    return new ControlPlanePlan(
        provider,
        version.orElse(""),
        direction,
        addOns,
        pinned,
        edits,
        olderNodes,
        gates.named(),
        approval);
  }
}
