package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.CloudRejection.Reason;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.ToAddOn;
import java.util.Map;

/** What EKS refuses to change about a control plane. */
final class PlaneRules {
  private PlaneRules() {}

  /**
   * Checks a change.
   *
   * @throws CloudRejection where it is refused
   */
  static void check(
      ControlPlaneChange change, String now, Map<String, String> addOns, AddOnShelf shelf) {
    if (change instanceof ToAddOn addOn) {
      check(addOn, now, addOns, shelf);
    } else if (Math.abs(minor(change.to()) - minor(now)) != 1) {
      throw new CloudRejection(
          Reason.INVALID,
          "Unsupported Kubernetes minor version update from " + now + " to " + change.to() + ".");
    }
  }

  private static void check(
      ToAddOn change, String now, Map<String, String> addOns, AddOnShelf shelf) {
    if (!addOns.containsKey(change.addOn())) {
      throw new CloudRejection(
          Reason.NO_SUCH_ADD_ON, "No addon: " + change.addOn() + " found in cluster.");
    }
    if (!shelf.goesWith(change.addOn(), change.to()).contains(now)) {
      throw new CloudRejection(
          Reason.INVALID,
          "Addon version " + change.to() + " does not go with Kubernetes " + now + ".");
    }
  }

  /** Returns whether one minor version is older than another. */
  static boolean isOlder(String version, String than) {
    return minor(version) < minor(than);
  }

  private static int minor(String version) {
    return Integer.parseInt(version.substring(version.indexOf('.') + 1));
  }
}
