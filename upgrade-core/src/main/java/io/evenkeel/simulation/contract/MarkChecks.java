package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedGroup.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is written on a group. */
final class MarkChecks {

  private MarkChecks() {}

  static List<ContractCheck> all(Supplier<InstanceProviderHarness> harness) {
    return List.of(
        check("a mark that was written is shown", harness, g -> shown(g)),
        check("a mark is overwritten, and the others stay", harness, g -> overwritten(g)),
        check("a mark is removed, and the others stay", harness, g -> removed(g)),
        check("removing a mark that is not there does no harm", harness, g -> absent(g)),
        check("marks of one group are not shown on another", harness, g -> apart(g)));
  }

  private static void shown(CheckedGroup g) {
    Expect.same(Map.of(), g.state().marks(), "marks at first");
    write(g, "run", "r-1", "canary", "i-0abc since 2026-01-01T00:00:00Z");
    g.until("both marks", seen -> seen.marks().size() == 2);
    Expect.same(
        "i-0abc since 2026-01-01T00:00:00Z",
        g.state().marks().getOrDefault("canary", ""),
        "the mark");
  }

  private static void overwritten(CheckedGroup g) {
    write(g, "run", "r-1", "borrowed-max", "3");
    write(g, "run", "r-2", "canary", "none");
    g.until(
        "run r-2 and the other marks",
        seen -> "r-2".equals(seen.marks().get("run")) && seen.marks().size() == 3);
  }

  private static void removed(CheckedGroup g) {
    write(g, "run", "r-1", "borrowed-max", "3");
    g.get("unmarking", p -> p.unmark(g.name, List.of("run")));
    g.until("one mark", seen -> List.copyOf(seen.marks().keySet()).equals(List.of("borrowed-max")));
  }

  private static void absent(CheckedGroup g) {
    g.get("unmarking", p -> p.unmark(g.name, List.of("never-there")));
  }

  private static void apart(CheckedGroup g) {
    CheckedGroup other = g.another();
    write(g, "run", "r-1", "borrowed-max", "3");
    Expect.same(Map.of(), other.state().marks(), "marks of the other group");
  }

  private static void write(
      CheckedGroup g, String name, String value, String name2, String value2) {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put(name, value);
    marks.put(name2, value2);
    g.get("marking", p -> p.mark(g.name, marks));
  }
}
