package io.evenkeel.engine.internal.preflight;

import static io.evenkeel.engine.internal.preflight.A.deployment;
import static io.evenkeel.engine.internal.preflight.A.node;
import static io.evenkeel.engine.internal.preflight.A.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Finding;
import org.junit.jupiter.api.Test;

class UnusedFindingsTest {
  private final Workload cart = deployment("cart", 2);

  @Test
  void nodesThatHoldNothingAndThoseWhosePodsHaveRoomElsewhereAreNamed() {
    // given
    World world =
        new World()
            .withUnselected(node("n1", "zone-a"), node("n2", "zone-a"), node("n3", "zone-a"))
            .with(cart)
            .with(pod("cart-1", "n1", cart), pod("cart-2", "n2", cart))
            .limits(SelfDrivenGroupBuilder::removeUnused);

    // when
    Finding finding = world.finding("NODES_UNUSED");

    // then
    assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
    assertThat(finding.what()).isEqualTo("2 nodes look unused now: n3, n1");
  }

  @Test
  void nothingIsSaidWhereThePlanDoesNotAskForIt() {
    World world = new World().withUnselected(node("n1", "zone-a"), node("n2", "zone-a"));

    assertThat(world.codes()).doesNotContain("NODES_UNUSED");
  }
}
