package io.evenkeel.examples.joined;

import io.evenkeel.simulation.CloudGroup;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;

/** Judges a run that is over: what it did, within which limits, and what it has left behind. */
final class Verdict {
  private static final Set<String> WRITES =
      Set.of(
          "create pods/eviction",
          "patch nodes",
          "create leases",
          "update leases",
          "create selfsubjectaccessreviews");

  private final CloudTruth cloud;
  private final AuditTrail audit;
  private final int maxSurge;
  private final Evictions evictions;
  private final Sights sights;
  private final GivenBack givenBack;
  private final List<String> violations;

  /**
   * Judges by what these have seen.
   *
   * @param violations what the watch has seen that must not be
   */
  Verdict(
      CloudTruth cloud,
      AuditTrail audit,
      int maxSurge,
      Evictions evictions,
      Sights sights,
      GivenBack givenBack,
      List<String> violations) {
    this.cloud = cloud;
    this.audit = audit;
    this.maxSurge = maxSurge;
    this.evictions = evictions;
    this.sights = sights;
    this.givenBack = givenBack;
    this.violations = violations;
  }

  /** What more is to be true of a run, whatever it was to do. */
  private interface More {
    void judge(SoftAssertions softly, CloudGroup before, CloudGroup after) throws Exception;
  }

  /** Tells everything at once that is wrong. */
  private void judge(More more) throws Exception {
    CloudGroup before = cloud.before();
    CloudGroup after = cloud.now();
    SoftAssertions softly = new SoftAssertions();
    keptEveryLimit(softly);
    more.judge(softly, before, after);
    softly.assertAll();
  }

  /** Fails unless the run replaced everything, within every limit, and left nothing behind. */
  void isContentWithUpgradeTo(String image) throws Exception {
    judge(
        (softly, before, after) -> {
          movedEveryPodOnce(softly);
          replacedById(softly, before, after, image);
          givenBack.everything(softly, before, after);
        });
  }

  /**
   * As {@link #isContentWithUpgradeTo}, where the audit log may lack what the API server was about
   * to answer when it died: that each pod moved once is read off the pods.
   *
   * @param desired how many instances somebody else wants by now
   */
  void isContentDespiteTrouble(String image, int desired) throws Exception {
    judge(
        (softly, before, after) -> {
          evictedNoPodTwice(softly);
          softly
              .assertThat(evictions.uids())
              .as("pods evicted, by uid")
              .isSubsetOf(uidsOfMovable());
          softly
              .assertThat(sights.moved())
              .as("pods that moved")
              .isEqualTo(sights.movable().size());
          replacedById(softly, before, after, image);
          softly.assertThat(after.desired()).as("desired").isEqualTo(desired);
          givenBack.allButSizes(softly, before, after);
        });
  }

  /** Fails unless the run stopped on the way within every limit, and gave everything back. */
  void isContentWithStop() throws Exception {
    judge(
        (softly, before, after) -> {
          evictedNoPodTwice(softly);
          givenBack.everything(softly, before, after);
        });
  }

  /** Fails unless the run gave up without moving a pod and left everything as it was. */
  void isContentWithRetreat() throws Exception {
    judge(
        (softly, before, after) -> {
          softly.assertThat(evictions.uids()).as("evictions").isEmpty();
          launchesAsBefore(softly, before, after);
          softly.assertThat(cloud.launched()).as("instances launched").isEqualTo(1);
          givenBack.everything(softly, before, after);
        });
  }

  private static void launchesAsBefore(SoftAssertions softly, CloudGroup before, CloudGroup after) {
    softly
        .assertThat(after.pointer())
        .as("what the group launches from")
        .isEqualTo(before.pointer());
    softly.assertThat(CloudTruth.ids(after)).as("instances").isEqualTo(CloudTruth.ids(before));
  }

  private void keptEveryLimit(SoftAssertions softly) throws IOException {
    softly.assertThat(violations).as("what the watch has seen").isEmpty();
    softly
        .assertThat(cloud.most())
        .as("most instances at once")
        .isLessThanOrEqualTo(Math.max(cloud.before().desired(), cloud.now().desired()) + maxSurge);
    softly.assertThat(cloud.goneOtherwise()).as("instances not terminated by id").isEmpty();
    softly.assertThat(cloud.denied()).as("calls that the cloud denied").isEmpty();
    List<AuditTrail.Request> requests = audit.requests();
    softly.assertThat(requests).as("requests in the audit log").isNotEmpty();
    softly
        .assertThat(AuditTrail.lackedRights(requests))
        .as("requests that the API server denied and never granted")
        .isEmpty();
    softly
        .assertThat(requests.stream().filter(AuditTrail.Request::write))
        .as("writes")
        .allMatch(request -> WRITES.contains(request.what()));
  }

  private void movedEveryPodOnce(SoftAssertions softly) throws IOException {
    softly
        .assertThat(evictions.uids())
        .as("pods evicted, by uid")
        .containsExactlyInAnyOrderElementsOf(uidsOfMovable());
  }

  private void evictedNoPodTwice(SoftAssertions softly) throws IOException {
    softly.assertThat(evictions.uids()).as("pods evicted, by uid").doesNotHaveDuplicates();
  }

  private List<String> uidsOfMovable() {
    return sights.movable().stream().map(SeenPod::uid).toList();
  }

  private void replacedById(
      SoftAssertions softly, CloudGroup before, CloudGroup after, String image) {
    softly
        .assertThat(cloud.terminatedById())
        .as("instances terminated through the group by id")
        .isEqualTo(CloudTruth.ids(before));
    softly
        .assertThat(after.instances())
        .as("instances at the end")
        .allMatch(instance -> instance.image().equals(image));
    softly
        .assertThat(after.pointer().template())
        .as("launch template")
        .isEqualTo(before.pointer().template());
  }
}
