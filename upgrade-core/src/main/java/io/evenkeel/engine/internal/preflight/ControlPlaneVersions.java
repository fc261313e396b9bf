package io.evenkeel.engine.internal.preflight;

import io.evenkeel.ControlPlanePlan.Direction;
import io.evenkeel.engine.internal.state.KubernetesVersion;
import io.evenkeel.engine.internal.state.PlaneSteps;
import io.evenkeel.spi.ControlPlaneState.AddOn;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the control plane can go to the plan's version at all, and its add-ons with it. */
final class ControlPlaneVersions {
  private static final String WHERE = "control plane";

  private final ControlPlaneFacts facts;

  private ControlPlaneVersions(ControlPlaneFacts facts) {
    this.facts = facts;
  }

  static List<Finding> findings(ControlPlaneFacts facts) {
    return new ControlPlaneVersions(facts).all();
  }

  private List<Finding> all() {
    List<Finding> findings = new ArrayList<>(facts.fromProvider());
    Optional<KubernetesVersion> now = KubernetesVersion.parse(facts.state().version());
    Optional<KubernetesVersion> to = KubernetesVersion.parse(facts.plan().version());
    if (now.isEmpty() || to.isEmpty()) {
      findings.add(
          Finding.blocker(
              "CONTROL_PLANE_VERSION_UNKNOWN",
              WHERE,
              "its version is '" + facts.state().version() + "', which is no version",
              "see what its provider answers"));
      return findings;
    }
    direction(now.get(), to.get()).ifPresent(findings::add);
    addOns(now.get(), findings);
    return findings;
  }

  private Optional<Finding> direction(KubernetesVersion now, KubernetesVersion to) {
    boolean back = facts.plan().direction() == Direction.ROLLBACK;
    if (!back && to.compareTo(now) < 0) {
      return Optional.of(
          Finding.blocker(
              "CONTROL_PLANE_NEWER_THAN_TARGET",
              WHERE,
              "it runs " + now + ", which is newer than " + to,
              "name a newer version, or say rollbackTo(\"" + to + "\") if you mean to go back"));
    }
    if (!back && PlaneSteps.tooFar(now, to)) {
      return Optional.of(
          Finding.blocker(
              "CONTROL_PLANE_TOO_FAR",
              WHERE,
              "it runs " + now + ", and no run goes on to " + to + " one minor version at a time",
              "name a nearer version; the next one is " + now.next()));
    }
    if (back && !to.equals(now) && to.minorsBehind(now) != 1) {
      return Optional.of(
          Finding.blocker(
              "ROLLBACK_NOT_ONE_MINOR",
              WHERE,
              "it runs " + now + ", and can go back one minor version, not to " + to,
              "name the minor version before " + now));
    }
    return Optional.empty();
  }

  private void addOns(KubernetesVersion now, List<Finding> findings) {
    List<KubernetesVersion> way = PlaneSteps.versions(facts.plan(), facts.state().version());
    KubernetesVersion last = way.get(way.size() - 1);
    for (AddOn addOn : facts.state().addOns()) {
      way.stream()
          .filter(version -> !facts.offers().any(addOn.name(), version))
          .filter(version -> !version.equals(now))
          .findFirst()
          .ifPresent(version -> findings.add(nothingOffered(addOn, version)));
    }
    facts.plan().pinned().keySet().stream()
        .sorted()
        .forEach(name -> pinned(name, last).ifPresent(findings::add));
  }

  private static Finding nothingOffered(AddOn addOn, KubernetesVersion version) {
    return Finding.blocker(
        "ADD_ON_WITHOUT_COMPATIBLE_VERSION",
        "add-on " + addOn.name(),
        "it is at " + addOn.version() + ", and no version of it goes with Kubernetes " + version,
        "remove the add-on, or wait until its maker offers a version for " + version);
  }

  private Optional<Finding> pinned(String name, KubernetesVersion last) {
    String version = facts.plan().pinned().get(name);
    if (facts.state().addOns().stream().noneMatch(addOn -> addOn.name().equals(name))) {
      return Optional.of(
          Finding.blocker(
              "ADD_ON_NOT_INSTALLED",
              "add-on " + name,
              "the plan brings it to " + version + ", but it is not installed",
              "leave it out of the plan, or install it first"));
    }
    return facts.offers().has(name, String.valueOf(version), last)
        ? Optional.empty()
        : Optional.of(
            Finding.blocker(
                "ADD_ON_VERSION_NOT_OFFERED",
                "add-on " + name,
                "version " + version + " is not offered for Kubernetes " + last,
                "name another version, or none for the recommended one"));
  }
}
