package io.evenkeel.engine.internal.preflight;

import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.Quantity.percent;
import static io.evenkeel.engine.internal.preflight.A.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.WhenStuck;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupFindingsTest {

  @Test
  void aMissingPermissionIsABlockerThatNamesVerbAndResource() {
    // given
    World world =
        new World().with(node("n1")).notAllowedTo(Permission.of("create", "", "pods/eviction"));

    // when
    Finding finding = world.finding("MISSING_PERMISSION");

    // then
    assertThat(finding.blocks()).isTrue();
    assertThat(finding.where()).isEqualTo("cluster test");
    assertThat(finding.what()).isEqualTo("we are not allowed to create pods/eviction");
    assertThat(finding.remedy()).contains("'create' on 'pods/eviction'");
  }

  @Test
  void whatTheProviderFindsIsPassedOnAsItIs() {
    // given
    Finding owned = Finding.blocker("GROUP_OWNED_BY_EKS", "workers", "EKS owns it", "ask EKS");

    // then
    assertThat(new World().with(node("n1")).providerFinds(owned).findings()).containsExactly(owned);
  }

  @Test
  void aGroupNoneOfWhoseInstancesIsANodeOfTheClusterIsABlocker() {
    World world = new World().withInstanceThatIsNoNode("i-1").withNodeOfAnotherGroup(node("n1"));

    assertThat(world.finding("GROUP_NOT_IN_CLUSTER").blocks()).isTrue();
  }

  @Test
  void anInstanceThatDidNotJoinTheClusterIsAWarningThatNamesIt() {
    World world = new World().with(node("n1")).withInstanceThatIsNoNode("i-2");

    assertThat(world.finding("INSTANCE_WITHOUT_NODE").what()).contains("i-2");
  }

  @Test
  void lettingTheWholeGroupBeMissingIsAWarning() {
    World world =
        new World().with(node("n1"), node("n2")).limits(g -> g.maxUnavailable(percent(100)));

    assertThat(world.finding("WHOLE_GROUP_MAY_BE_DOWN").what())
        .contains("2 nodes to be missing and the group has 2");
  }

  @Test
  void aGroupWithoutInstancesIsAWarning() {
    assertThat(new World().codes()).containsExactly("GROUP_EMPTY");
  }

  @Test
  void aGroupThatIsAtItsTargetIsNoFindingWhateverItsLimits() {
    World world = new World().withUnselected(node("n1")).limits(g -> g.maxUnavailable(nodes(1)));

    assertThat(world.codes()).isEmpty();
  }

  @Test
  void allProblemsAreToldAtOnceBlockersFirst() {
    // given
    World world =
        new World()
            .with(node("n1"))
            .with(A.bare("debug", "n1"))
            .notAllowedTo(Permission.of("patch", "", "nodes"), Permission.of("list", "", "pods"))
            .limits(g -> g.maxUnavailable(nodes(1)));

    // then
    assertThat(world.codes())
        .containsExactly(
            "MISSING_PERMISSION", "MISSING_PERMISSION", "WHOLE_GROUP_MAY_BE_DOWN", "BARE_POD");
    assertThat(world.findings()).noneMatch(finding -> finding.remedy().isBlank());
  }

  @Test
  void thePermissionsThatARunNeedsAreNamedOnceEach() {
    List<Permission> needed = KubernetesPermissions.needed(List.of(WhenStuck.fail()));

    assertThat(needed)
        .doesNotHaveDuplicates()
        .contains(
            Permission.of("patch", "", "nodes"),
            Permission.of("create", "", "pods/eviction"),
            Permission.of("watch", "policy", "poddisruptionbudgets"),
            new Permission("update", "coordination.k8s.io", "leases", "kube-system"))
        .noneMatch(permission -> permission.verb().equals("delete"))
        .doesNotContain(Permission.of("patch", "apps", "deployments"));
  }

  @Test
  void whatAStepOfTheLadderNeedsIsNeededWhereAGroupHasThatStep() {
    List<WhenStuck> surges = List.of(WhenStuck.fail(), WhenStuck.surgeReplicas());
    List<WhenStuck> forces = List.of(WhenStuck.goOnElsewhere().thenForceDeletion());

    assertThat(KubernetesPermissions.needed(surges))
        .contains(Permission.of("patch", "apps", "deployments"))
        .doesNotContain(Permission.of("delete", "", "pods"));
    assertThat(KubernetesPermissions.needed(forces))
        .contains(Permission.of("delete", "", "pods"))
        .doesNotContain(Permission.of("patch", "apps", "deployments"));
  }
}
