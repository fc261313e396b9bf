package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedGroup.check;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Answer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a provider shows of a group. */
final class ObservationChecks {

  private ObservationChecks() {}

  static List<ContractCheck> all(Supplier<InstanceProviderHarness> harness) {
    return List.of(
        check("shows sizes, zones and instances of a group", harness, g -> showsAll(g)),
        check("tells the template version of each instance", harness, g -> templates(g)),
        check("shows what somebody else has changed", harness, g -> showsOthers(g)),
        check("says Missing where there is no such group", harness, g -> missing(g)),
        check("finds nothing against a plain group", harness, g -> inspects(g)),
        check("tells the number of the version that it launches from", harness, g -> number(g)),
        check("wants to be asked again after a while", harness, g -> interval(g)));
  }

  private static void showsAll(CheckedGroup g) {
    GroupState seen = g.state();
    Expect.same(g.name, seen.name(), "the name");
    Expect.same(List.of(0, 3, 6), List.of(seen.min(), seen.desired(), seen.max()), "the sizes");
    Expect.that(seen.zones().size() >= 2, "two zones or more", seen.zones());
    Expect.same(3, seen.instances().size(), "the number of instances");
    Expect.same(
        3L, seen.instances().stream().map(Instance::id).distinct().count(), "different ids");
    Expect.that(
        seen.instances().stream().allMatch(i -> seen.zones().contains(i.zone())),
        "every instance in a zone of the group",
        seen);
    Expect.same(3, CheckedGroup.inService(seen).size(), "instances in service");
  }

  private static void templates(CheckedGroup g) {
    GroupState seen = g.state();
    Expect.that(
        seen.instances().stream().allMatch(i -> i.template().equals(optionalPointer(g))),
        "every instance launched from the group's template",
        seen);
  }

  private static Optional<TemplateVersion> optionalPointer(CheckedGroup g) {
    return Optional.of(g.get("launchesFrom", p -> p.launchesFrom(g.name)));
  }

  private static void showsOthers(CheckedGroup g) {
    g.harness.setDesired(g.name, 4);
    Expect.same(4, g.untilInService(4).desired(), "desired");
  }

  private static void missing(CheckedGroup g) {
    Expect.answered(
        Answer.Missing.class, g.ask(p -> p.observe("no-such-group")), "an unknown group");
  }

  private static void inspects(CheckedGroup g) {
    var findings = g.get("inspecting", p -> p.inspect(g.name));
    Expect.that(findings.stream().noneMatch(finding -> finding.blocks()), "no blocker", findings);
  }

  private static void number(CheckedGroup g) {
    TemplateVersion version = g.get("launchesFrom", p -> p.launchesFrom(g.name));
    Expect.that(!version.floating(), "a number, not an alias", version);
  }

  private static void interval(CheckedGroup g) {
    var interval = g.provider.observeEvery();
    Expect.that(!interval.isZero() && !interval.isNegative(), "a positive interval", interval);
  }
}
