package io.evenkeel.examples.joined;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.SoftAssertions;

/**
 * Judges a run from outside: by a watch of its own, the API server's audit log, and what truly
 * happened in the cloud. It knows the limits of the plan and nothing of how they are kept.
 */
final class Observer implements AutoCloseable {
  private static final String LEASE =
      "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/evenkeel-upgrade";
  private static final Set<String> WRITES =
      Set.of(
          "create pods/eviction",
          "patch nodes",
          "create leases",
          "update leases",
          "create selfsubjectaccessreviews");

  private static final String REBALANCING = "AZRebalance";

  /** How the last run ended and what it answered last is told to whoever asks later. */
  private static final Set<String> ACCOUNTS = Set.of("evenkeel.io/last", "evenkeel.io/reply");

  private final KubeApi api;
  private final CloudTruth cloud;
  private final AuditTrail audit;
  private final ClusterPicture picture;
  private final Limits limits;
  private final List<SeenPod> movable;
  private volatile int missingByOthers;
  private volatile boolean zonesMayBeUneven;
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> lowest = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> wanted = new ConcurrentSkipListMap<>();

  /** How many nodes may be missing, and how many instances may be added. */
  record Limits(int maxUnavailable, int maxSurge) {}

  private Observer(KubeApi api, CloudTruth cloud, AuditTrail audit, Limits limits)
      throws IOException, InterruptedException {
    this.api = api;
    this.cloud = cloud;
    this.audit = audit;
    this.limits = limits;
    this.picture = ClusterPicture.of(api, violations::add);
    this.movable = picture.pods().stream().filter(pod -> !pod.ofDaemonSet()).toList();
    picture.listen(this::look);
  }

  /** Looks from now on; the world must be at rest. */
  static Observer of(ControlPlane plane, CloudTruth cloud, Limits limits)
      throws IOException, InterruptedException {
    AuditTrail audit = AuditTrail.fromNowOn(plane.auditLog(), ShippedRole.USER);
    return new Observer(plane.admin(), cloud, audit, limits);
  }

  ClusterPicture picture() {
    return picture;
  }

  CloudTruth cloud() {
    return cloud;
  }

  /** Others close so many nodes for which the run is not to be blamed. */
  void mayMiss(int nodes) {
    missingByOthers = nodes;
  }

  /**
   * Rebalancing stays off, and the run tells so, where its nodes are spread unevenly in the end:
   * the cloud would move them behind everybody's back.
   */
  void zonesMayBeUneven() {
    zonesMayBeUneven = true;
  }

  /** Returns how many of the pods that were there at first are leaving or gone. */
  long moved(ClusterPicture now) {
    Set<String> staying =
        now.pods().stream().filter(pod -> !pod.leaving()).map(SeenPod::uid).collect(toSet());
    return movable.stream().filter(pod -> !staying.contains(pod.uid())).count();
  }

  private void look(ClusterPicture now) {
    now.budgets().forEach(budget -> lookAt(budget, now));
    Set<String> members = memberIds(cloud.before());
    int available =
        (int) now.nodes().stream().filter(node -> ofGroup(node) && node.available()).count();
    note("available nodes", available, members.size() - limits.maxUnavailable() - missingByOthers);
  }

  private static boolean ofGroup(SeenNode node) {
    return node.labels().containsKey(Landscape.NODE_LABEL);
  }

  private void lookAt(SeenBudget budget, ClusterPicture now) {
    int expected = (int) movable.stream().filter(budget::covers).count();
    int up = (int) now.pods().stream().filter(pod -> budget.covers(pod) && pod.up()).count();
    // What was allowed to go before a budget was tightened may be seen to go only after that.
    int least = wanted.merge(budget.name(), budget.wanted(expected), Math::min);
    note("ready pods of " + budget.name(), up, least);
  }

  private void note(String what, int is, int least) {
    int before = lowest.getOrDefault(what, Integer.MAX_VALUE);
    lowest.put(what, Math.min(before, is));
    if (is < least && is < before) {
      violations.add("%s: %d %s, at least %d are wanted".formatted(Instant.now(), is, what, least));
    }
  }

  /** Fails unless the run replaced everything, within every limit, and left nothing behind. */
  void isContentWithUpgradeTo(String image) throws Exception {
    CloudGroup before = cloud.before();
    CloudGroup after = cloud.now();
    SoftAssertions softly = new SoftAssertions();
    keptEveryLimit(softly);
    movedEveryPodOnce(softly);
    replacedById(softly, before, after, image);
    gaveBack(softly, before, after);
    softly.assertAll();
  }

  /**
   * As {@link #isContentWithUpgradeTo}, where the audit log may lack what the API server was about
   * to answer when it died: that each pod moved once is read off the pods.
   *
   * @param desired how many instances somebody else wants by now
   */
  void isContentDespiteTrouble(String image, int desired) throws Exception {
    CloudGroup before = cloud.before();
    CloudGroup after = cloud.now();
    SoftAssertions softly = new SoftAssertions();
    keptEveryLimit(softly);
    List<String> evicted = evictions().stream().map(AuditTrail.Request::uid).toList();
    softly.assertThat(evicted).as("pods evicted, by uid").doesNotHaveDuplicates();
    softly
        .assertThat(evicted)
        .as("pods evicted, by uid")
        .isSubsetOf(movable.stream().map(SeenPod::uid).toList());
    softly.assertThat(moved(picture)).as("pods that moved").isEqualTo(movable.size());
    replacedById(softly, before, after, image);
    softly.assertThat(after.desired()).as("desired").isEqualTo(desired);
    leftNothing(softly, before, after);
    softly.assertAll();
  }

  /** Fails unless the run stopped on the way within every limit, and gave everything back. */
  void isContentWithStop() throws Exception {
    CloudGroup before = cloud.before();
    CloudGroup after = cloud.now();
    SoftAssertions softly = new SoftAssertions();
    keptEveryLimit(softly);
    softly
        .assertThat(evictions().stream().map(AuditTrail.Request::uid))
        .as("pods evicted, by uid")
        .doesNotHaveDuplicates();
    gaveBack(softly, before, after);
    softly.assertAll();
  }

  /** Fails unless the run gave up without moving a pod and left everything as it was. */
  void isContentWithRetreat() throws Exception {
    CloudGroup before = cloud.before();
    CloudGroup after = cloud.now();
    SoftAssertions softly = new SoftAssertions();
    keptEveryLimit(softly);
    softly.assertThat(evictions()).as("evictions").isEmpty();
    softly
        .assertThat(after.pointer())
        .as("what the group launches from")
        .isEqualTo(before.pointer());
    softly.assertThat(memberIds(after)).as("instances").isEqualTo(memberIds(before));
    softly.assertThat(cloud.launched()).as("instances launched").isEqualTo(1);
    gaveBack(softly, before, after);
    softly.assertAll();
  }

  private void keptEveryLimit(SoftAssertions softly) throws IOException {
    softly.assertThat(violations).as("what the watch has seen").isEmpty();
    softly
        .assertThat(cloud.most())
        .as("most instances at once")
        .isLessThanOrEqualTo(
            Math.max(cloud.before().desired(), cloud.now().desired()) + limits.maxSurge());
    softly.assertThat(cloud.goneOtherwise()).as("instances not terminated by id").isEmpty();
    softly.assertThat(cloud.denied()).as("calls that the cloud denied").isEmpty();
    List<AuditTrail.Request> requests = audit.requests();
    softly.assertThat(requests).as("requests in the audit log").isNotEmpty();
    softly
        .assertThat(lackedRights(requests))
        .as("requests that the API server denied and never granted")
        .isEmpty();
    softly
        .assertThat(requests.stream().filter(AuditTrail.Request::write))
        .as("writes")
        .allMatch(request -> WRITES.contains(request.what()));
  }

  /** An API server that has just started denies everything until it has read the roles. */
  private static Set<String> lackedRights(List<AuditTrail.Request> requests) {
    Set<String> denied = new TreeSet<>();
    requests.stream().filter(AuditTrail.Request::denied).forEach(one -> denied.add(one.what()));
    requests.stream()
        .filter(AuditTrail.Request::accepted)
        .forEach(one -> denied.remove(one.what()));
    return denied;
  }

  private void movedEveryPodOnce(SoftAssertions softly) throws IOException {
    softly
        .assertThat(evictions().stream().map(AuditTrail.Request::uid))
        .as("pods evicted, by uid")
        .containsExactlyInAnyOrderElementsOf(movable.stream().map(SeenPod::uid).toList());
  }

  private List<AuditTrail.Request> evictions() throws IOException {
    return audit.requests().stream()
        .filter(request -> request.eviction() && request.accepted())
        .toList();
  }

  int evictionCount() throws IOException {
    return evictions().size();
  }

  /** Returns the nodes that are closed and still hold pods which are to move. */
  List<String> halfDrained() {
    return picture.nodes().stream()
        .filter(SeenNode::closed)
        .map(SeenNode::name)
        .filter(
            node ->
                picture.pods().stream()
                    .anyMatch(pod -> pod.node().equals(node) && !pod.ofDaemonSet()))
        .toList();
  }

  /** Returns how many pods of that name were evicted, once no request is on its way any more. */
  int evictionsSettled(String app) throws IOException, InterruptedException {
    Await.until(
        "evictions to be over",
        Duration.ofMinutes(2),
        () ->
            picture.pods().stream().noneMatch(pod -> pod.leaving() && pod.name().startsWith(app)));
    return (int)
        evictions().stream().filter(request -> request.object().startsWith("shop/" + app)).count();
  }

  /** Returns a node that is to be replaced, and has not been closed yet. */
  String someOldNode() {
    Set<String> old = memberIds(cloud.before());
    return picture.nodes().stream()
        .filter(node -> node.available() && old.contains(node.instance()))
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** Returns once the group launches from another template than before. */
  void awaitOtherTemplate() throws InterruptedException {
    Await.until(
        "the group to launch from the target",
        Duration.ofMinutes(2),
        () -> !cloud.now().pointer().equals(cloud.before().pointer()));
  }

  private void replacedById(
      SoftAssertions softly, CloudGroup before, CloudGroup after, String image) {
    softly
        .assertThat(cloud.terminatedById())
        .as("instances terminated through the group by id")
        .isEqualTo(memberIds(before));
    softly
        .assertThat(after.instances())
        .as("instances at the end")
        .allMatch(instance -> instance.image().equals(image));
    softly
        .assertThat(after.pointer().template())
        .as("launch template")
        .isEqualTo(before.pointer().template());
  }

  private void gaveBack(SoftAssertions softly, CloudGroup before, CloudGroup after)
      throws IOException, InterruptedException {
    softly.assertThat(sizes(after)).as("sizes").isEqualTo(sizes(before));
    leftNothing(softly, before, after);
  }

  private void leftNothing(SoftAssertions softly, CloudGroup before, CloudGroup after)
      throws IOException, InterruptedException {
    softly.assertThat(after.present()).as("instances").isEqualTo(after.desired());
    boolean uneven = zonesMayBeUneven && zonesDifferBy(after) > 1;
    softly
        .assertThat(after.suspended())
        .as("suspended processes")
        .isEqualTo(uneven ? List.of(REBALANCING) : before.suspended());
    softly.assertThat(after.tags()).as("tags").isEqualTo(before.tags());
    softly
        .assertThat(picture.nodes().stream().flatMap(SeenNode::leftovers))
        .as("left on nodes")
        .isEmpty();
    Map<String, String> left = leaseData();
    if (uneven) {
      String told = left.remove("evenkeel.io/left." + after.name());
      softly.assertThat(told).as("what is told of it").startsWith(REBALANCING + " stays suspended");
    }
    softly.assertThat(left).as("left in the lease").isEmpty();
  }

  private static int zonesDifferBy(CloudGroup group) {
    Map<String, Integer> sizes = new TreeMap<>();
    group.zones().forEach(zone -> sizes.put(zone, 0));
    group.instances().forEach(instance -> sizes.merge(instance.zone(), 1, Integer::sum));
    return Collections.max(sizes.values()) - Collections.min(sizes.values());
  }

  private Map<String, String> leaseData() throws IOException, InterruptedException {
    var lease = Json.parse(api.get(LEASE).orThrow());
    Map<String, String> data = new TreeMap<>(Json.strings(lease, "metadata", "annotations"));
    data.keySet().removeAll(ACCOUNTS);
    String holder = Json.text(lease, "spec", "holderIdentity");
    if (!holder.isEmpty()) {
      data.put("holder", holder);
    }
    return data;
  }

  private static List<Integer> sizes(CloudGroup group) {
    return List.of(group.min(), group.desired(), group.max());
  }

  private static Set<String> memberIds(CloudGroup group) {
    return group.instances().stream().map(CloudInstance::id).collect(toCollection(TreeSet::new));
  }

  /** Says in a line what was seen. */
  String account() throws IOException {
    return "lowest %s, most instances %d, evictions %d for %d pods, terminated by id %s"
        .formatted(
            lowest, cloud.most(), evictions().size(), movable.size(), cloud.terminatedById());
  }

  @Override
  public void close() throws IOException {
    picture.close();
    cloud.close();
    assertThat(violations).as("what the watch has seen until its end").isEmpty();
  }
}
