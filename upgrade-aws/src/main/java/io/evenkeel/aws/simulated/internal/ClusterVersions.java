package io.evenkeel.aws.simulated.internal;

import io.evenkeel.spi.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * The Kubernetes versions that EKS offers, and until when: 14 months of standard support, then 12
 * months of extended support. The days are about those of AWS.
 */
final class ClusterVersions {
  private static final Period STANDARD = Period.ofMonths(14);
  private static final Period EXTENDED = Period.ofMonths(26);
  private static final List<Release> RELEASES =
      List.of(
          new Release("1.36", LocalDate.of(2026, 5, 28)),
          new Release("1.35", LocalDate.of(2026, 1, 28)),
          new Release("1.34", LocalDate.of(2025, 10, 2)),
          new Release("1.33", LocalDate.of(2025, 5, 29)),
          new Release("1.32", LocalDate.of(2025, 1, 23)),
          new Release("1.31", LocalDate.of(2024, 9, 26)),
          new Release("1.30", LocalDate.of(2024, 5, 23)));

  private final Timeline timeline;

  /** Returns the Kubernetes versions, newest first. */
  static List<String> all() {
    return RELEASES.stream().map(Release::version).toList();
  }

  /**
   * Returns the minor version, such as 34.
   *
   * @throws AwsError where it is none of Kubernetes
   */
  static int minor(String version) {
    if (!version.matches("1\\.\\d{1,3}")) {
      throw EksErrors.invalidParameter("unsupported Kubernetes version");
    }
    return Integer.parseInt(version.substring(version.indexOf('.') + 1));
  }

  private record Release(String version, LocalDate on) {

    Instant after(Period period) {
      return on.plus(period).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    Support at(Instant now) {
      if (now.isBefore(after(STANDARD))) {
        return Support.STANDARD_SUPPORT;
      }
      return now.isBefore(after(EXTENDED)) ? Support.EXTENDED_SUPPORT : Support.UNSUPPORTED;
    }
  }

  private enum Support {
    STANDARD_SUPPORT("standard-support"),
    EXTENDED_SUPPORT("extended-support"),
    UNSUPPORTED("unsupported");

    private final String former;

    Support(String former) {
      this.former = former;
    }
  }

  ClusterVersions(Timeline timeline) {
    this.timeline = timeline;
  }

  void register(ClusterRoutes routes) {
    routes.add("GET cluster-versions", "DescribeClusterVersions", this::describe);
  }

  private Map<String, Object> describe(EksCall call) {
    List<Map<String, Object>> found =
        RELEASES.stream().filter(release -> asked(call, release)).map(this::described).toList();
    return call.page("clusterVersions", found);
  }

  private boolean asked(EksCall call, Release release) {
    List<String> versions = call.queries().getOrDefault("clusterVersions", List.of());
    if (!versions.isEmpty()) {
      return versions.contains(release.version());
    }
    if (call.query("defaultOnly").filter("true"::equals).isPresent()) {
      return isDefault(release);
    }
    Support support = release.at(timeline.now());
    boolean all = call.query("includeAll").filter("true"::equals).isPresent();
    return call.query("versionStatus")
        .map(wanted -> wanted.equals(support.name()))
        .or(() -> call.query("status").map(wanted -> wanted.equals(support.former)))
        .orElse(all || support != Support.UNSUPPORTED);
  }

  private static boolean isDefault(Release release) {
    return release.equals(RELEASES.get(0));
  }

  private Map<String, Object> described(Release release) {
    Support support = release.at(timeline.now());
    return Json.object(
        "clusterVersion",
        release.version(),
        "clusterType",
        "eks",
        "defaultPlatformVersion",
        "eks.1",
        "defaultVersion",
        isDefault(release),
        "releaseDate",
        release.after(Period.ZERO).getEpochSecond(),
        "endOfStandardSupportDate",
        release.after(STANDARD).getEpochSecond(),
        "endOfExtendedSupportDate",
        release.after(EXTENDED).getEpochSecond(),
        "status",
        support.former,
        "versionStatus",
        support.name(),
        "kubernetesPatchVersion",
        release.version() + ".1");
  }
}
