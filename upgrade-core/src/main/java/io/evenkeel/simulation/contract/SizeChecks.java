package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedGroup.check;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Interference;
import io.evenkeel.model.SizeChange;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** How the size of a group changes, and how its processes are switched. */
final class SizeChecks {

  private SizeChecks() {}

  static List<ContractCheck> all(Supplier<InstanceProviderHarness> harness) {
    return List.of(
        check("raising desired launches instances", harness, g -> raises(g)),
        check("desired and maximum rise together", harness, g -> raisesBoth(g)),
        check("a resize is told apart from what others set", harness, g -> told(g)),
        check("a resize that rests on an old desired size is refused", harness, g -> desired(g)),
        check("a resize that rests on an old maximum is refused", harness, g -> maximum(g)),
        check("a resize never sheds an instance", harness, g -> sheds(g)),
        check("a process is switched off and on again", harness, g -> suspends(g)),
        check("switching twice does no harm", harness, g -> twice(g)),
        check("switching one process leaves the others", harness, g -> others(g)));
  }

  private static void raises(CheckedGroup g) {
    g.get("resizing", p -> p.resize(g.name, new Resize(3, 6, 5, 6)));
    Expect.same(5, g.untilInService(5).desired(), "desired");
  }

  private static void raisesBoth(CheckedGroup g) {
    g.get("resizing", p -> p.resize(g.name, new Resize(3, 6, 7, 8)));
    GroupState seen = g.untilInService(7);
    Expect.same(List.of(0, 7, 8), List.of(seen.min(), seen.desired(), seen.max()), "the sizes");
  }

  /** A cloud that tells how desired came to change tells ours apart from others' changes. */
  private static void told(CheckedGroup g) {
    g.get("resizing", p -> p.resize(g.name, new Resize(3, 6, 4, 6)));
    g.untilInService(4);
    g.harness.setDesired(g.name, 5);
    List<SizeChange> changes = g.untilInService(5).sizeChanges();
    if (!changes.isEmpty()) {
      Expect.same(
          List.of("4 to 5 OTHER", "3 to 4 RESIZED"),
          changes.stream().map(c -> c.from() + " to " + c.to() + " " + c.cause()).toList(),
          "the changes of desired");
      Expect.same(changes, g.state().sizeChanges(), "the changes at the second look");
    }
  }

  private static void desired(CheckedGroup g) {
    g.harness.setDesired(g.name, 4);
    g.untilInService(4);
    conflicts(g, new Resize(3, 6, 5, 6));
    Expect.same(4, g.state().desired(), "desired");
  }

  private static void maximum(CheckedGroup g) {
    conflicts(g, new Resize(3, 5, 4, 8));
    Expect.same(6, g.state().max(), "the maximum");
  }

  private static void sheds(CheckedGroup g) {
    conflicts(g, new Resize(3, 6, 2, 6));
    conflicts(g, new Resize(3, 6, 2, 2));
    g.harness.letPass(Duration.ofMinutes(1));
    g.untilInService(3);
  }

  private static void conflicts(CheckedGroup g, Resize resize) {
    Expect.answered(Answer.Conflict.class, g.ask(p -> p.resize(g.name, resize)), "" + resize);
  }

  private static void suspends(CheckedGroup g) {
    for (String process : interfering(g)) {
      g.get("suspending", p -> p.suspend(g.name, List.of(process)));
      g.until(process + " to be suspended", seen -> seen.suspended().contains(process));
      g.get("resuming", p -> p.resume(g.name, List.of(process)));
      g.until(process + " to run again", seen -> !seen.suspended().contains(process));
    }
  }

  private static List<String> interfering(CheckedGroup g) {
    return g.state().interferences().stream().map(Interference::process).toList();
  }

  private static void twice(CheckedGroup g) {
    List<String> processes = interfering(g);
    g.get("resuming what runs", p -> p.resume(g.name, processes));
    g.get("suspending", p -> p.suspend(g.name, processes));
    g.get("suspending again", p -> p.suspend(g.name, processes));
    g.until("them to be suspended", seen -> seen.suspended().containsAll(processes));
  }

  private static void others(CheckedGroup g) {
    List<String> processes = interfering(g);
    if (processes.size() > 1) {
      g.get("suspending", p -> p.suspend(g.name, processes));
      g.get("resuming one", p -> p.resume(g.name, processes.subList(0, 1)));
      g.until(
          "the others to be suspended still",
          seen -> seen.suspended().containsAll(processes.subList(1, processes.size())));
    } else {
      g.get("suspending nothing", p -> p.suspend(g.name, List.of()));
      Expect.same(List.of(), g.state().suspended(), "suspended processes");
    }
  }
}
