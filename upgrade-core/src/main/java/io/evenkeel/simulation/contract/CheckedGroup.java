package io.evenkeel.simulation.contract;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.InstanceProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A group that one check works on. */
final class CheckedGroup {

  private static final Duration STEP = Duration.ofSeconds(2);
  private static final int STEPS = 200;

  final InstanceProviderHarness harness;
  final InstanceProvider provider;
  final String name;

  private CheckedGroup(InstanceProviderHarness harness, String name) {
    this.harness = harness;
    this.provider = harness.provider();
    this.name = name;
  }

  /** Returns a check on a new group of three instances, minimum 0 and maximum 6. */
  static ContractCheck check(
      String name, Supplier<InstanceProviderHarness> harness, Consumer<CheckedGroup> body) {
    return new ContractCheck(name, () -> body.accept(of(harness.get(), 3, 0, 6)));
  }

  static CheckedGroup of(InstanceProviderHarness harness, int size, int min, int max) {
    return new CheckedGroup(harness, harness.newGroup(size, min, max));
  }

  /** Returns a group behind a load balancer, where there is such a thing. */
  static Optional<CheckedGroup> balanced(InstanceProviderHarness harness) {
    return harness.newBalancedGroup().map(name -> new CheckedGroup(harness, name));
  }

  CheckedGroup another() {
    return of(harness, 2, 0, 4);
  }

  <T> Answer<T> ask(Function<InstanceProvider, CompletionStage<Answer<T>>> question) {
    return harness.await(question.apply(provider));
  }

  <T> T get(String what, Function<InstanceProvider, CompletionStage<Answer<T>>> question) {
    return Expect.ok(ask(question), what);
  }

  GroupState state() {
    return get("observing the group", p -> p.observe(name));
  }

  /** Looks again and again, letting time pass, until the group is as expected. */
  GroupState until(String what, Predicate<GroupState> condition) {
    GroupState seen = state();
    for (int n = 0; n < STEPS && !condition.test(seen); n++) {
      harness.letPass(STEP);
      seen = state();
    }
    Expect.that(condition.test(seen), what, seen);
    return seen;
  }

  /** Waits until that many instances are in service and none is on its way. */
  GroupState untilInService(int count) {
    return until(
        count + " instances in service and no others",
        seen -> seen.instances().size() == count && inService(seen).size() == count);
  }

  static List<Instance> inService(GroupState seen) {
    return seen.instances().stream().filter(i -> i.state() == Instance.State.IN_SERVICE).toList();
  }

  /** Returns the latest image as a target that has a template version. */
  ResolvedTarget latestWithTemplate() {
    ResolvedTarget target =
        get("resolving the latest image", p -> p.resolve(name, Target.latestImage()));
    return get("creating the template", p -> p.createTemplate(name, target, "token-" + name));
  }
}
