package io.evenkeel.examples.awsendpoint;

import static io.evenkeel.Quantity.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.aws.ManagedGroupPermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The IAM policy for managed node groups, held against the calls that upgrades make. */
class ManagedPermissionsTest {
  private static final double SPEED = 400;

  @Test
  void thePolicyAllowsEveryCallAndHasNoStatementThatNothingNeeds() throws InterruptedException {
    // given
    TreeSet<String> called = new TreeSet<>();

    // when
    called.addAll(callsOfAnUpgrade());
    called.addAll(callsBesideAnUpgradeOfOthers());

    // then
    assertThat(called).isEqualTo(new TreeSet<>(ManagedGroupPermissions.calledActions()));
    statements()
        .forEach(
            (statement, allowed) -> {
              List<String> needed =
                  allowed.stream().filter(action -> isNeeded(action, called)).toList();
              assertThat(allowed).as(statement).isNotEmpty().isEqualTo(needed);
            });
    assertThat(statements().values().stream().flatMap(List::stream)).containsAll(called);
  }

  private static boolean isNeeded(String action, TreeSet<String> called) {
    return called.contains(action)
        || ManagedGroupPermissions.actionsCheckedAlong().contains(action);
  }

  @ParameterizedTest
  @MethodSource("calledActions")
  void aCallThatIsDeniedNamesTheActionThatIsMissing(String action) throws InterruptedException {
    // given
    try (FastRegion region = FastRegion.withManagedGroup(SPEED, 2)) {
      if (action.equals("eks:ListUpdates")) { // which is asked only where there may be some
        region.aws().run(world -> region.managed().startByHand(FastRegion.GROUP));
      }
      region.aws().run(world -> world.faults().deny(action));

      // when
      UpgradeOutcome outcome = region.upgrade(group -> group.maxUnavailable(nodes(2)));

      // then
      assertThat(outcome)
          .asInstanceOf(InstanceOfAssertFactories.type(UpgradeOutcome.Failed.class))
          .satisfies(
              failed -> {
                System.err.println(failed.message() + " -> " + failed.remedy());
                assertThat(failed.message() + " -> " + failed.remedy()).contains(action);
              });
    }
  }

  static Stream<String> calledActions() {
    return ManagedGroupPermissions.calledActions().stream();
  }

  private static List<String> callsOfAnUpgrade() throws InterruptedException {
    try (FastRegion region = FastRegion.withManagedGroup(SPEED, 2)) {
      assertThat(region.upgrade(group -> group.maxUnavailable(nodes(2))))
          .isInstanceOf(UpgradeOutcome.Succeeded.class);
      return region.calledActions();
    }
  }

  private static List<String> callsBesideAnUpgradeOfOthers() throws InterruptedException {
    try (FastRegion region = FastRegion.withManagedGroup(SPEED, 2)) {
      region.aws().run(world -> region.managed().startByHand(FastRegion.GROUP));
      assertThat(region.upgrade(group -> {})).isInstanceOf(UpgradeOutcome.Succeeded.class);
      return region.calledActions();
    }
  }

  /** Returns the actions that each statement of the policy allows, by its name. */
  private static Map<String, List<String>> statements() {
    JsonArray statements =
        JsonParser.parseString(ManagedGroupPermissions.policyDocument())
            .getAsJsonObject()
            .getAsJsonArray("Statement");
    Map<String, List<String>> actions = new TreeMap<>();
    for (JsonElement statement : statements) {
      JsonElement allowed = statement.getAsJsonObject().get("Action");
      actions.put(statement.getAsJsonObject().get("Sid").getAsString(), strings(allowed));
    }
    return actions;
  }

  private static List<String> strings(JsonElement oneOrMany) {
    return oneOrMany.isJsonArray()
        ? StreamSupport.stream(oneOrMany.getAsJsonArray().spliterator(), false)
            .map(JsonElement::getAsString)
            .toList()
        : List.of(oneOrMany.getAsString());
  }
}
