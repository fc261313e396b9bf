package io.evenkeel.engine.internal.preflight;

import static io.evenkeel.engine.internal.preflight.A.budget;
import static io.evenkeel.engine.internal.preflight.A.deployment;
import static io.evenkeel.engine.internal.preflight.A.maxUnavailable;
import static io.evenkeel.engine.internal.preflight.A.minAvailable;
import static io.evenkeel.engine.internal.preflight.A.node;
import static io.evenkeel.engine.internal.preflight.A.notReady;
import static io.evenkeel.engine.internal.preflight.A.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Finding;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetFindingsTest {
  private final Workload cart = deployment("cart", 2);

  private World cartOnTwoNodes() {
    return new World()
        .with(node("n1"), node("n2"))
        .with(cart)
        .with(pod("cart-1", "n1", cart), pod("cart-2", "n2", cart));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0%"})
  void aBudgetOfNoUnavailablePodIsABlockerThatNamesBudgetAndWorkload(String share) {
    // given
    World world = cartOnTwoNodes().with(budget("cart-budget", cart, maxUnavailable(share)));

    // when
    Finding finding = world.finding("BUDGET_NEVER_ALLOWS");

    // then
    assertThat(finding.blocks()).isTrue();
    assertThat(finding.where()).isEqualTo("PodDisruptionBudget shop/cart-budget");
    assertThat(finding.what()).contains("maxUnavailable " + share, "Deployment shop/cart");
    assertThat(finding.remedy()).contains("maxUnavailable: 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100%", "2", "3", "51%"})
  void aBudgetThatWantsEveryPodAvailableIsABlocker(String share) {
    World world = cartOnTwoNodes().with(budget("cart-budget", cart, minAvailable(share)));

    assertThat(world.finding("BUDGET_NEVER_ALLOWS").blocks()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "50%"})
  void aBudgetThatLetsOnePodGoIsNoFinding(String share) {
    World world = cartOnTwoNodes().with(budget("cart-budget", cart, minAvailable(share)));

    assertThat(world.codes()).isEmpty();
  }

  @Test
  void aPodThatIsMissingDoesNotHideThatABudgetNeverAllows() {
    // given a third replica that is nowhere, so that only two pods can be counted
    Workload three = deployment("cart", 3);
    World world =
        new World()
            .with(node("n1"))
            .with(three)
            .with(pod("cart-1", "n1", three), pod("cart-2", "n1", three))
            .with(budget("cart-budget", three, minAvailable("3")));

    // then
    assertThat(world.finding("BUDGET_NEVER_ALLOWS").what()).contains("3 of 3 pods");
  }

  @Test
  void theExtraPodOfARollOutDoesNotHideThatABudgetNeverAllows() {
    World world =
        cartOnTwoNodes()
            .with(pod("cart-3", "n1", cart))
            .with(budget("cart-budget", cart, minAvailable("2")));

    assertThat(world.codes()).contains("BUDGET_NEVER_ALLOWS");
  }

  @Test
  void aBudgetOverPodsOfNodesThatStayIsNoFinding() {
    World world =
        new World()
            .with(node("n1"))
            .withUnselected(node("n2"))
            .with(cart)
            .with(pod("cart-1", "n2", cart))
            .with(budget("cart-budget", cart, maxUnavailable("0")));

    assertThat(world.codes()).isEmpty();
  }

  @Test
  void aBudgetThatAllowsNothingJustNowIsAWarningThatNamesThePodsThatAreDown() {
    // given
    World world =
        new World()
            .with(node("n1"), node("n2"))
            .with(cart)
            .with(pod("cart-1", "n1", cart), notReady(pod("cart-2", "n2", cart)))
            .with(budget("cart-budget", cart, minAvailable("1")));

    // when
    Finding finding = world.finding("BUDGET_AT_LIMIT");

    // then
    assertThat(finding.blocks()).isFalse();
    assertThat(finding.what()).contains("not Ready: shop/cart-2").contains("1 of 2 are Ready");
  }

  @Test
  void aBudgetAtItsLimitForWantOfPodsNamesTheirWorkload() {
    World world =
        new World()
            .with(node("n1"))
            .with(cart)
            .with(pod("cart-1", "n1", cart))
            .with(budget("cart-budget", cart, minAvailable("1")));

    assertThat(world.finding("BUDGET_AT_LIMIT").what())
        .contains("pods of Deployment shop/cart are missing");
  }

  @Test
  void podsThatAreAllDownMayGoWhereTheBudgetAlwaysAllowsThat() {
    // given
    Budget strict = budget("cart-budget", cart, maxUnavailable("0"));
    Budget lenient =
        new Budget(
            strict.meta(),
            strict.selector(),
            strict.limit(),
            Budget.UnhealthyPods.ALWAYS_ALLOW,
            strict.status());
    World world =
        new World()
            .with(node("n1"))
            .with(cart)
            .with(notReady(pod("cart-1", "n1", cart)))
            .with(lenient);

    // then
    assertThat(world.codes()).isEmpty();
  }

  @Test
  void severalBudgetsOnOnePodAreABlockerThatNamesThemAll() {
    // given
    World world =
        cartOnTwoNodes()
            .with(
                budget("cart-budget", cart, minAvailable("1")),
                budget("shop-wide", cart, maxUnavailable("1")));

    // when
    Finding finding = world.finding("SEVERAL_BUDGETS_ON_ONE_POD");

    // then
    assertThat(finding.blocks()).isTrue();
    assertThat(finding.where()).isEqualTo("Deployment shop/cart");
    assertThat(finding.what())
        .contains("shop/cart-budget, shop/shop-wide", "shop/cart-1, shop/cart-2");
  }

  @Test
  void aBudgetWhosePodsHaveNoReplicasToCountIsABlocker() {
    // given
    Workload import_ = A.workload(ObjectKind.JOB, "import", 2);
    Budget budget =
        budget("import-budget", import_, new Budget.Limit.MaxUnavailable(PodShare.percent(50)))
            .withStatus(new Budget.Status(1, 0, 0, 0, 0, Map.of()));
    World world =
        new World()
            .with(node("n1"))
            .with(import_)
            .with(pod("import-1", "n1", import_), pod("import-2", "n1", import_))
            .with(budget);

    // then
    assertThat(world.finding("BUDGET_CANNOT_COUNT").what()).contains("shop/import-1");
  }
}
