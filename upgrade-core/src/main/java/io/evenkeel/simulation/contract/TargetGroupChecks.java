package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedGroup.check;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.TargetRegistration.State;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How instances leave the target groups of load balancers; passed where there are none. */
final class TargetGroupChecks {

  private TargetGroupChecks() {}

  static List<ContractCheck> all(Supplier<InstanceProviderHarness> harness) {
    return List.of(
        check("an instance in no target group is left as it is", harness, g -> outside(g)),
        balanced("instances show the target group that leads to them", harness, g -> shown(g)),
        balanced("an instance is shown until its target group lets go", harness, g -> leaves(g)),
        balanced("leaving a target group twice does no harm", harness, g -> twice(g)),
        balanced("an instance leaves without the others", harness, g -> alone(g)));
  }

  private static ContractCheck balanced(
      String name, Supplier<InstanceProviderHarness> harness, Consumer<CheckedGroup> body) {
    return new ContractCheck(name, () -> CheckedGroup.balanced(harness.get()).ifPresent(body));
  }

  private static void outside(CheckedGroup g) {
    String id = g.state().instances().get(0).id();
    g.ask(p -> p.deregister(g.name, id));
    Expect.same(List.of(), placesOf(g.state(), id), "its target groups");
    g.untilInService(3);
  }

  private static void shown(CheckedGroup g) {
    for (Instance instance : untilRegistered(g).instances()) {
      Expect.same(List.of(State.REGISTERED), placesOf(g.state(), instance.id()), "its places");
    }
  }

  private static void leaves(CheckedGroup g) {
    String id = untilRegistered(g).instances().get(0).id();
    g.get("deregistering", p -> p.deregister(g.name, id));
    g.until("it to be let go of", seen -> placesOf(seen, id).equals(List.of(State.DRAINING)));
    GroupState seen = g.until("it to have left", s -> placesOf(s, id).isEmpty());
    Expect.that(seen.instance(id).isPresent(), "the instance to stay in its group", seen);
  }

  private static void twice(CheckedGroup g) {
    String id = untilRegistered(g).instances().get(0).id();
    g.get("deregistering", p -> p.deregister(g.name, id));
    g.get("deregistering again", p -> p.deregister(g.name, id));
    g.until("it to have left", seen -> placesOf(seen, id).isEmpty());
    g.ask(p -> p.deregister(g.name, id));
    Expect.same(List.of(), placesOf(g.state(), id), "its target groups");
  }

  private static void alone(CheckedGroup g) {
    String id = untilRegistered(g).instances().get(0).id();
    String other = g.state().instances().get(1).id();
    g.get("deregistering", p -> p.deregister(g.name, id));
    GroupState seen = g.until("it to have left", s -> placesOf(s, id).isEmpty());
    Expect.same(List.of(State.REGISTERED), placesOf(seen, other), "the places of the other");
  }

  private static GroupState untilRegistered(CheckedGroup g) {
    return g.until(
        "all instances to be registered",
        seen ->
            !seen.instances().isEmpty()
                && seen.instances().stream()
                    .allMatch(i -> placesOf(seen, i.id()).equals(List.of(State.REGISTERED))));
  }

  private static List<State> placesOf(GroupState seen, String instance) {
    return seen.instance(instance).stream()
        .flatMap(found -> found.registrations().stream())
        .map(place -> place.state())
        .toList();
  }
}
