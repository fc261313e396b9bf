package io.evenkeel;

import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange.Edits;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan says of the control plane.
 *
 * @param version the Kubernetes version to end at, such as {@code 1.35}
 * @param addOns which add-ons are brought along
 * @param pinned versions of add-ons that the plan names, by the add-on
 * @param edits what becomes of fields of add-ons that somebody has edited
 * @param gates what is asked before each minor version, beside the plan's own gates
 * @param approval how long somebody may take to approve each, where somebody must
 */
public record ControlPlanePlan(
    ControlPlane provider,
    String version,
    Direction direction,
    AddOns addOns,
    Map<String, String> pinned,
    Edits edits,
    OlderNodes olderNodes,
    List<NamedGate> gates,
    Optional<Duration> approval) {

  public ControlPlanePlan {
    pinned = Collections.unmodifiableMap(new LinkedHashMap<>(pinned));
    gates = List.copyOf(gates);
  }

  /** Which way the version goes. */
  public enum Direction {
    UPGRADE,
    /** One minor version back, after the nodes. */
    ROLLBACK
  }

  /** Which add-ons a run changes. */
  public enum AddOns {
    /**
     * Those that would not go with a version before it, all others to what is recommended after.
     */
    BROUGHT_ALONG,
    /** Only those that would not go with a version. */
    ONLY_WHERE_NEEDED
  }

  /** What is said of nodes that are left older than the control plane. */
  public enum OlderNodes {
    WARNED_ABOUT,
    ACCEPTED
  }
}
