package io.evenkeel.examples.joined;

import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.simulation.CloudGroup;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;

/** Judges what a run has left behind: on the group, on the nodes and in the lease. */
final class GivenBack {
  private static final String LEASE =
      "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/evenkeel-upgrade";
  private static final String REBALANCING = "AZRebalance";

  /** How the last run ended and what it answered last is told to whoever asks later. */
  private static final Set<String> ACCOUNTS = Set.of("evenkeel.io/last", "evenkeel.io/reply");

  private final KubeApi api;
  private final ClusterPicture picture;
  private volatile boolean zonesMayBeUneven;

  GivenBack(KubeApi api, ClusterPicture picture) {
    this.api = api;
    this.picture = picture;
  }

  /**
   * Rebalancing stays off, and the run tells so, where its nodes are spread unevenly in the end:
   * the cloud would move them behind everybody's back.
   */
  void zonesMayBeUneven() {
    zonesMayBeUneven = true;
  }

  /** Everything is as it was, its sizes too. */
  void everything(SoftAssertions softly, CloudGroup before, CloudGroup after)
      throws IOException, InterruptedException {
    softly.assertThat(sizes(after)).as("sizes").isEqualTo(sizes(before));
    allButSizes(softly, before, after);
  }

  /** Everything but its sizes is as it was. */
  void allButSizes(SoftAssertions softly, CloudGroup before, CloudGroup after)
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
}
