package io.evenkeel.examples.joined;

import static java.util.stream.Collectors.toCollection;

import io.evenkeel.examples.joined.AuditTrail.Request;
import io.evenkeel.kubernetes.RequiredPermissions;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.spi.Permission;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;

/**
 * Judges a run in which EKS replaces the nodes: whether EKS was started and watched with no more
 * than reading and a lease, and what came of it within which limits.
 */
final class ManagedVerdict {
  private static final Set<String> WRITES =
      Set.of("create leases", "update leases", "create selfsubjectaccessreviews");

  private final CloudTruth cloud;
  private final AuditTrail audit;
  private final int maxSurge;
  private final GivenBack givenBack;
  private final List<String> violations;

  /**
   * Judges by what these have seen.
   *
   * @param violations what the watch has seen that must not be
   */
  ManagedVerdict(
      CloudTruth cloud,
      AuditTrail audit,
      int maxSurge,
      GivenBack givenBack,
      List<String> violations) {
    this.cloud = cloud;
    this.audit = audit;
    this.maxSurge = maxSurge;
    this.givenBack = givenBack;
    this.violations = violations;
  }

  /** Fails unless every node was replaced, within every limit, and nothing is left behind. */
  void isContentWithUpgradeTo(String image) throws Exception {
    CloudGroup before = cloud.before();
    CloudGroup after = cloud.now();
    SoftAssertions softly = new SoftAssertions();
    keptEveryLimit(softly, before);
    softly
        .assertThat(cloud.terminated())
        .as("instances terminated")
        .containsAll(CloudTruth.ids(before));
    softly
        .assertThat(after.instances())
        .as("images at the end")
        .extracting(CloudInstance::image)
        .containsOnly(image);
    givenBack.everything(softly, before, after);
    softly.assertAll();
  }

  /** Fails unless the run stayed within its limits, however it ended. */
  void isContentWithConduct() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    keptEveryLimit(softly, cloud.before());
    softly.assertAll();
  }

  private void keptEveryLimit(SoftAssertions softly, CloudGroup before) throws IOException {
    softly.assertThat(violations).as("what the watch has seen").isEmpty();
    softly
        .assertThat(cloud.most())
        .as("most instances at once")
        .isLessThanOrEqualTo(before.desired() + maxSurge);
    softly.assertThat(cloud.goneOtherwise()).as("instances not terminated by id").isEmpty();
    softly.assertThat(cloud.denied()).as("calls that the cloud denied").isEmpty();
    askedForNoMoreThanShips(softly, audit.requests());
  }

  private static void askedForNoMoreThanShips(SoftAssertions softly, List<Request> requests) {
    softly.assertThat(requests).as("requests in the audit log").isNotEmpty();
    softly
        .assertThat(AuditTrail.lackedRights(requests))
        .as("requests that the API server denied and never granted")
        .isEmpty();
    softly
        .assertThat(requests.stream().filter(Request::write).map(Request::what).distinct())
        .as("writes")
        .isSubsetOf(WRITES);
    softly
        .assertThat(asked(requests))
        .as("what was asked for, of what is granted for reading and the lease")
        .isSubsetOf(granted())
        .as("what is granted for looking at the cluster")
        .containsAll(looking());
  }

  /** Everybody may ask for the server's version, which is no resource, and what it may do. */
  private static Set<String> asked(List<Request> requests) {
    Set<String> asked = new TreeSet<>();
    requests.forEach(request -> asked.add(request.what()));
    asked.removeAll(List.of("get ", "create selfsubjectaccessreviews"));
    return asked;
  }

  private static Set<String> looking() {
    return RequiredPermissions.reading().stream()
        .filter(permission -> !permission.verb().equals("get"))
        .map(ManagedVerdict::inWords)
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> granted() {
    Set<String> granted = new TreeSet<>();
    RequiredPermissions.reading().forEach(permission -> granted.add(inWords(permission)));
    RequiredPermissions.leasing("kube-system")
        .forEach(permission -> granted.add(inWords(permission)));
    return granted;
  }

  private static String inWords(Permission permission) {
    return permission.verb() + " " + permission.resource();
  }
}
