package io.evenkeel.engine.internal.state;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.ControlPlanePlan.AddOns;
import io.evenkeel.ControlPlanePlan.Direction;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.ToAddOn;
import io.evenkeel.spi.ControlPlaneChange.ToVersion;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneState.AddOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to be changed next on the way to a version. An add-on that would not go with the next
 * version goes before it, to a version that goes with both; where there is none, as with one that
 * is built for each version, it follows.
 */
public final class PlaneSteps {
  /** How many minor versions are gone through by one run; nobody means more. */
  private static final int FARTHEST = 12;

  private final ControlPlanePlan plan;
  private final AddOnOffers offers;

  public PlaneSteps(ControlPlanePlan plan, AddOnOffers offers) {
    this.plan = plan;
    this.offers = offers;
  }

  /** Returns the versions that are gone through from here; the last one is the plan's. */
  public static List<KubernetesVersion> versions(ControlPlanePlan plan, String now) {
    Optional<KubernetesVersion> from = KubernetesVersion.parse(now);
    Optional<KubernetesVersion> to = KubernetesVersion.parse(plan.version());
    if (from.isEmpty() || to.isEmpty()) {
      return List.of();
    }
    if (tooFar(from.get(), to.get())) {
      return List.of(to.get());
    }
    List<KubernetesVersion> versions = new ArrayList<>();
    for (KubernetesVersion next = from.get().next();
        next.compareTo(to.get()) < 0;
        next = next.next()) {
      versions.add(next);
    }
    versions.add(to.get());
    return versions;
  }

  /** Returns whether no run goes that far: to another major version, or over very many minor. */
  public static boolean tooFar(KubernetesVersion from, KubernetesVersion to) {
    return from.minorsBehind(to) > FARTHEST;
  }

  /**
   * Returns what has to be changed next.
   *
   * @param last whether the control plane stays at that version
   */
  Optional<ControlPlaneChange> next(ControlPlaneState now, KubernetesVersion to, boolean last) {
    Optional<KubernetesVersion> from = KubernetesVersion.parse(now.version());
    if (from.isEmpty()) {
      return Optional.empty();
    }
    return reached(from.get(), to)
        ? after(now, from.get(), to, last)
        : before(now, from.get(), to).or(() -> Optional.of(toVersion(from.get(), to)));
  }

  private boolean reached(KubernetesVersion now, KubernetesVersion to) {
    int order = now.compareTo(to);
    return plan.direction() == Direction.ROLLBACK ? order <= 0 : order >= 0;
  }

  private static ControlPlaneChange toVersion(KubernetesVersion from, KubernetesVersion to) {
    return new ToVersion(from.toString(), to.toString());
  }

  private Optional<ControlPlaneChange> before(
      ControlPlaneState now, KubernetesVersion from, KubernetesVersion to) {
    for (AddOn addOn : now.addOns()) {
      if (unfit(addOn, to)) {
        Optional<String> shared = offers.shared(addOn.name(), from, to, wished(addOn));
        if (shared.isPresent()) {
          return Optional.of(toAddOn(addOn, shared.get()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ControlPlaneChange> after(
      ControlPlaneState now, KubernetesVersion at, KubernetesVersion to, boolean last) {
    if (at.compareTo(to) != 0) {
      return Optional.empty(); // what goes with a version that is passed is no more of interest
    }
    return now.addOns().stream()
        .flatMap(addOn -> wanted(addOn, to, last).map(version -> toAddOn(addOn, version)).stream())
        .findFirst();
  }

  private Optional<String> wanted(AddOn addOn, KubernetesVersion at, boolean last) {
    Optional<String> wished = wished(addOn);
    if (last && wished.isPresent()) {
      return wished.filter(version -> !version.equals(addOn.version()));
    }
    Optional<String> recommended = offers.recommended(addOn.name(), at);
    if (unfit(addOn, at)) {
      return recommended;
    }
    boolean along =
        last && plan.addOns() == AddOns.BROUGHT_ALONG && plan.direction() == Direction.UPGRADE;
    return recommended.filter(
        version -> along && !offers.reaches(addOn.name(), addOn.version(), version, at));
  }

  /** Where nothing at all is offered of it, there is nothing that it could go to either. */
  private boolean unfit(AddOn addOn, KubernetesVersion kubernetes) {
    return !offers.has(addOn.name(), addOn.version(), kubernetes);
  }

  private Optional<String> wished(AddOn addOn) {
    return Optional.ofNullable(plan.pinned().get(addOn.name()));
  }

  private ControlPlaneChange toAddOn(AddOn addOn, String version) {
    return new ToAddOn(addOn.name(), addOn.version(), version, plan.edits());
  }
}
