package io.evenkeel.engine.internal.preflight;

import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.engine.internal.preflight.A.deployment;
import static io.evenkeel.engine.internal.preflight.A.diskIn;
import static io.evenkeel.engine.internal.preflight.A.node;
import static io.evenkeel.engine.internal.preflight.A.placed;
import static io.evenkeel.engine.internal.preflight.A.pod;
import static io.evenkeel.engine.internal.preflight.A.requesting;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomFindingsTest {
  private final Workload cart = deployment("cart", 2);
  private final Workload store = A.workload(ObjectKind.STATEFUL_SET, "store", 2);
  private final Workload agent = A.workload(ObjectKind.DAEMON_SET, "agent", 1);

  private World storeInZoneA() {
    return new World()
        .with(node("n1", "zone-a"), node("n2", "zone-b"), node("n3", "zone-c"))
        .with(store)
        .with(placed(diskIn("zone-a"), pod("store-0", "n1", store)));
  }

  @Test
  void aZonalVolumeIsABlockerWhenSurgeMayMissItsZoneAndNoNodeMayBeMissing() {
    // given
    World world = storeInZoneA().limits(g -> g.maxSurge(nodes(2)).maxUnavailable(nodes(0)));

    // when
    Finding finding = world.finding("ZONAL_POD_WITHOUT_ROOM");

    // then
    assertThat(finding.blocks()).isTrue();
    assertThat(finding.where()).isEqualTo("StatefulSet shop/store");
    assertThat(finding.what()).contains("shop/store-0 runs in zone-a only because of a volume");
    assertThat(finding.remedy()).contains("maxSurge(nodes(3))");
  }

  @Test
  void aZonalVolumeIsNoFindingWhenAnotherNodeOfItsZoneHasRoomForItsPodNow() {
    World world =
        storeInZoneA()
            .withUnselected(node("n4", "zone-a"))
            .limits(g -> g.maxSurge(nodes(2)).maxUnavailable(nodes(0)));

    assertThat(world.codes()).isEmpty();
  }

  @Test
  void aZonalVolumeIsABlockerWhenTheOtherNodeOfItsZoneIsFull() {
    World world =
        storeInZoneA()
            .withUnselected(node("n4", "zone-a"))
            .with(cart)
            .with(requesting(4000, pod("cart-1", "n4", cart)))
            .with(requesting(100, placed(diskIn("zone-a"), pod("store-1", "n1", store))))
            .limits(g -> g.maxSurge(nodes(2)).maxUnavailable(nodes(0)));

    assertThat(world.finding("ZONAL_POD_WITHOUT_ROOM").what())
        .contains("shop/store-0, shop/store-1 run in zone-a only");
  }

  @Test
  void aZonalVolumeIsAWarningWhenSurgeReachesEveryZoneButItsNodeIsAloneThere() {
    World world = storeInZoneA().limits(g -> g.maxSurge(nodes(3)));

    assertThat(world.codes()).containsExactly("ONLY_NODE_IN_ZONE");
  }

  @Test
  void aZonalVolumeIsNoFindingWhenItsZoneHasAnotherNodeOfTheGroup() {
    World world =
        storeInZoneA().withUnselected(node("n4", "zone-a")).limits(g -> g.maxSurge(nodes(3)));

    assertThat(world.codes()).isEmpty();
  }

  @Test
  void aVolumeThatEveryZoneOfTheGroupReachesIsNoFinding() {
    World world =
        new World()
            .with(node("n1", "zone-a"))
            .with(store)
            .with(placed(diskIn("zone-a"), pod("store-0", "n1", store)));

    assertThat(world.codes()).isEmpty();
  }

  @Test
  void aPodThatDoesNotFitBesideTheDaemonSetsOfANewNodeIsABlocker() {
    // given a pod that was there before the agent grew
    World world =
        new World()
            .with(node("n1"))
            .with(cart)
            .with(
                requesting(3900, pod("cart-1", "n1", cart)),
                requesting(200, pod("agent-1", "n1", agent)));

    // when
    Finding finding = world.finding("NO_ROOM_ON_FRESH_NODE");

    // then
    assertThat(finding.blocks()).isTrue();
    assertThat(finding.what()).contains("shop/cart-1", "beside its DaemonSets");
  }

  @Test
  void aPodThatFitsInTheRoomOfANodeThatStaysIsNoFinding() {
    World world =
        new World()
            .with(node("n1"))
            .withNodeOfAnotherGroup(node("big", "zone-a", 16000))
            .with(cart)
            .with(
                requesting(3900, pod("cart-1", "n1", cart)),
                requesting(200, pod("agent-1", "n1", agent)));

    assertThat(world.codes()).isEmpty();
  }

  @Test
  void aPodThatIsBoundToItsHostIsABlocker() {
    // given
    Node named = node("n1");
    Node withHost =
        named.withMeta(
            named.meta().withLabels(Map.of(Node.HOSTNAME_LABEL, "n1", Node.ZONE_LABEL, "zone-a")));
    Placement here = Placement.ANYWHERE.withNodeSelector(Map.of(Node.HOSTNAME_LABEL, "n1"));
    World world =
        new World().with(withHost).with(cart).with(placed(here, pod("cart-1", "n1", cart)));

    // then
    assertThat(world.finding("NO_ROOM_ON_FRESH_NODE").what())
        .contains("its node selector names a host");
  }

  @Test
  void taintsThatAreThereOnlyForNowDoNotCountAgainstANewNode() {
    // given
    Node tainted =
        node("n1")
            .withTaints(
                List.of(
                    new Taint(Node.UNSCHEDULABLE_TAINT, "", Taint.Effect.NO_SCHEDULE),
                    new Taint("evenkeel.io/closing", "", Taint.Effect.NO_SCHEDULE)));

    // then
    assertThat(new World().with(tainted).with(cart).with(pod("cart-1", "n1", cart)).codes())
        .isEmpty();
  }

  @Test
  void replacingInPlaceWithoutRoomForOneNodesPodsIsAWarning() {
    // given
    World world =
        new World()
            .with(node("n1"), node("n2"))
            .with(cart)
            .with(
                requesting(3000, pod("cart-1", "n1", cart)),
                requesting(3000, pod("cart-2", "n2", cart)))
            .limits(g -> g.maxSurge(nodes(0)).maxUnavailable(nodes(1)));

    // when
    Finding finding = world.finding("NO_SPARE_ROOM");

    // then
    assertThat(finding.blocks()).isFalse();
    assertThat(finding.what()).contains("1 pod of node");
  }

  @Test
  void replacingInPlaceWithRoomForOneNodesPodsIsNoFinding() {
    World world =
        new World()
            .with(node("n1"), node("n2"))
            .with(cart)
            .with(pod("cart-1", "n1", cart), pod("cart-2", "n2", cart))
            .limits(g -> g.maxSurge(nodes(0)).maxUnavailable(nodes(1)));

    assertThat(world.codes()).isEmpty();
  }
}
