package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.internal.PlaneView.Look;
import io.evenkeel.spi.ControlPlaneChange.Edits;
import io.evenkeel.spi.ControlPlaneChange.ToAddOn;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.RolloutState.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of EKS on the add-ons of a cluster. */
final class AddonOperations {
  private final ClusterRegistry clusters;
  private final AwsSettings settings;
  private final Instant begin;

  AddonOperations(ClusterRegistry clusters, AwsSettings settings, Instant begin) {
    this.clusters = clusters;
    this.settings = settings;
    this.begin = begin;
  }

  void register(ClusterRoutes routes) {
    routes.add("GET clusters/*/addons", "ListAddons", this::list);
    routes.add("GET clusters/*/addons/*", "DescribeAddon", this::describe);
    routes.add("POST clusters/*/addons/*/update", "UpdateAddon", this::update);
  }

  private Map<String, Object> list(EksCall call) {
    List<ControlPlaneState.AddOn> addOns = shown(call).state().addOns();
    return call.page("addons", addOns.stream().map(ControlPlaneState.AddOn::name).toList());
  }

  private Look shown(EksCall call) {
    return clusters.plane(call.cluster()).shown();
  }

  private Map<String, Object> describe(EksCall call) {
    Look look = shown(call);
    String name = call.name();
    String version = look.addOn(name).orElseThrow(() -> notFound(name));
    String arn = settings.addOnArn(call.cluster(), name);
    return Json.object(
        "addon",
        Json.object(
            "addonName",
            name,
            "clusterName",
            call.cluster(),
            "status",
            status(look.lastStage(Optional.of(name))),
            "addonVersion",
            version,
            "health",
            Json.object("issues", List.of()),
            "addonArn",
            arn,
            "createdAt",
            begin.getEpochSecond(),
            "modifiedAt",
            modifiedAt(look, name).getEpochSecond(),
            "tags",
            clusters.shown(call.cluster()).tags(arn),
            "publisher",
            "eks",
            "owner",
            "aws"));
  }

  private static AwsError notFound(String name) {
    return EksErrors.notFound("No addon: " + name + " found in cluster");
  }

  private static String status(Optional<Stage> last) {
    return switch (last.orElse(Stage.SUCCEEDED)) {
      case IN_PROGRESS -> "UPDATING";
      case FAILED -> "UPDATE_FAILED";
      case SUCCEEDED, CANCELLED -> "ACTIVE";
    };
  }

  private Instant modifiedAt(Look look, String name) {
    return look.updatesOf(Optional.of(name)).stream()
        .map(update -> update.startedAt())
        .reduce((older, newer) -> newer)
        .orElse(begin);
  }

  private Map<String, Object> update(EksCall call) {
    PlaneView plane = clusters.plane(call.cluster());
    String name = call.name();
    String from = plane.truth().addOn(name).orElseThrow(() -> notFound(name));
    Optional<String> to = call.text("addonVersion");
    String conflicts = call.text("resolveConflicts").orElse("NONE");
    return ControlPlaneOperations.told(
        plane.start(
            call.text(ControlPlaneOperations.TOKEN),
            List.of("add-on", name, to.orElse(""), conflicts),
            () -> new ToAddOn(name, from, to.orElse(from), edits(conflicts))));
  }

  private static Edits edits(String conflicts) {
    return switch (conflicts) {
      case "NONE" -> Edits.REFUSED;
      case "PRESERVE" -> Edits.PRESERVED;
      case "OVERWRITE" -> Edits.OVERWRITTEN;
      default ->
          throw EksErrors.invalidParameter("resolveConflicts must not be " + conflicts + ".");
    };
  }

  static String conflicts(Edits edits) {
    return switch (edits) {
      case REFUSED -> "NONE";
      case PRESERVED -> "PRESERVE";
      case OVERWRITTEN -> "OVERWRITE";
    };
  }
}
