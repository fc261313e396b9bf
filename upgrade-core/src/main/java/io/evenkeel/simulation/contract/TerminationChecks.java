package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedGroup.check;
import static io.evenkeel.spi.AfterTermination.GIVE_BACK;
import static io.evenkeel.spi.AfterTermination.REPLACE;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.SizeChange;
import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** How an instance goes. */
final class TerminationChecks {

  private TerminationChecks() {}

  static List<ContractCheck> all(Supplier<InstanceProviderHarness> harness) {
    return List.of(
        check("the named instance goes and is replaced", harness, g -> replaces(g)),
        check("the named instance goes and its place is given back", harness, g -> givesBack(g)),
        check("an instance that goes no longer counts", harness, g -> counts(g)),
        check("asking twice gives one place back", harness, g -> twice(g)),
        check("an instance that never was is Missing", harness, g -> unknown(g)),
        check("an instance of another group is left alone", harness, g -> foreign(g)),
        new ContractCheck("no place is given back below the minimum", () -> minimum(harness)));
  }

  private static void replaces(CheckedGroup g) {
    String id = firstOf(g);
    g.get("terminating", p -> p.terminate(g.name, id, REPLACE));
    g.until("the instance to be gone", seen -> seen.instance(id).isEmpty());
    Expect.same(3, g.untilInService(3).desired(), "desired");
  }

  private static void givesBack(CheckedGroup g) {
    String id = firstOf(g);
    g.get("terminating", p -> p.terminate(g.name, id, GIVE_BACK));
    GroupState seen = g.untilInService(2);
    Expect.same(2, seen.desired(), "desired");
    Expect.that(seen.instance(id).isEmpty(), "that instance to be gone", seen);
    if (!seen.sizeChanges().isEmpty()) {
      SizeChange newest = seen.sizeChanges().get(0);
      Expect.same(
          List.of(SizeChange.Cause.GAVE_BACK, id),
          List.of(newest.cause(), newest.instance()),
          "the newest change of desired");
    }
  }

  private static void counts(CheckedGroup g) {
    String id = firstOf(g);
    g.get("terminating", p -> p.terminate(g.name, id, GIVE_BACK));
    GroupState seen = g.until("the instance to be going", s -> !counted(s, id));
    Expect.same(2, seen.present(), "instances present");
  }

  private static boolean counted(GroupState seen, String id) {
    return seen.instance(id).map(Instance::state).filter(s -> s.countsAgainstSize()).isPresent();
  }

  private static void twice(CheckedGroup g) {
    String id = firstOf(g);
    g.get("terminating", p -> p.terminate(g.name, id, GIVE_BACK));
    Answer<Answer.Done> again = g.ask(p -> p.terminate(g.name, id, GIVE_BACK));
    Expect.that(again.problem().isPresent(), "a problem at the second time", again);
    Expect.same(2, g.untilInService(2).desired(), "desired");
    Expect.answered(
        Answer.Missing.class, g.ask(p -> p.terminate(g.name, id, GIVE_BACK)), "the third time");
    Expect.same(2, g.state().desired(), "desired");
  }

  private static void unknown(CheckedGroup g) {
    Expect.answered(
        Answer.Missing.class,
        g.ask(p -> p.terminate(g.name, "i-00000000deadbeef0", REPLACE)),
        "an unknown instance");
  }

  private static void foreign(CheckedGroup g) {
    CheckedGroup other = g.another();
    String id = firstOf(other);
    Answer<Answer.Done> answer = g.ask(p -> p.terminate(g.name, id, GIVE_BACK));
    Expect.that(answer.problem().isPresent(), "a problem", answer);
    g.harness.letPass(Duration.ofSeconds(30));
    Expect.same(2, CheckedGroup.inService(other.state()).size(), "instances of the other group");
    Expect.same(3, g.state().desired(), "desired");
  }

  private static void minimum(Supplier<InstanceProviderHarness> harness) {
    CheckedGroup g = CheckedGroup.of(harness.get(), 2, 2, 4);
    String id = firstOf(g);
    Expect.answered(
        Answer.Refused.class, g.ask(p -> p.terminate(g.name, id, GIVE_BACK)), "going below it");
    g.harness.letPass(Duration.ofSeconds(30));
    Expect.same(2, g.untilInService(2).desired(), "desired");
  }

  private static String firstOf(CheckedGroup g) {
    return g.state().instances().get(0).id();
  }
}
