package io.evenkeel.engine.internal.state;

import io.evenkeel.model.TemplateVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this run has written down on a group: what was there before, and what it has borrowed.
 *
 * @param pointer what the group launched from before
 * @param suspended the processes that were suspended by us
 * @param borrowed by how much we have raised desired
 * @param borrowedMax by how much we have raised the maximum
 */
public record GroupMarks(
    String run,
    Optional<TemplateVersion> pointer,
    List<String> suspended,
    int borrowed,
    int borrowedMax,
    Optional<SizeStep> pending,
    CanaryMark canary,
    Timers timers) {

  public static final GroupMarks NONE =
      new GroupMarks(
          "",
          Optional.empty(),
          List.of(),
          0,
          0,
          Optional.empty(),
          new CanaryMark.None(),
          Timers.NONE);

  /** The names of all marks, for their removal. */
  public static final List<String> NAMES =
      List.of(
          "run", "pointer", "suspended", "borrowed", "borrowed-max", "pending", "canary", "timers");

  public boolean present() {
    return !run.isEmpty();
  }

  public GroupMarks withPending(SizeStep step) {
    return new GroupMarks(
        run, pointer, suspended, borrowed, borrowedMax, Optional.of(step), canary, timers);
  }

  /** Returns the marks after the pending step has been counted. */
  public GroupMarks counted(SizeStep step) {
    return new GroupMarks(
        run,
        pointer,
        suspended,
        Math.max(0, borrowed + step.desiredDelta()),
        Math.max(0, borrowedMax + step.maxDelta()),
        Optional.empty(),
        canary,
        timers);
  }

  public GroupMarks withoutPending() {
    return new GroupMarks(
        run, pointer, suspended, borrowed, borrowedMax, Optional.empty(), canary, timers);
  }

  public GroupMarks withCanary(CanaryMark newCanary) {
    return new GroupMarks(
        run, pointer, suspended, borrowed, borrowedMax, pending, newCanary, timers);
  }

  public GroupMarks withTimers(Timers newTimers) {
    return new GroupMarks(
        run, pointer, suspended, borrowed, borrowedMax, pending, canary, newTimers);
  }

  /** Returns the marks of a group that nothing has been done to yet. */
  public static GroupMarks before(String run, TemplateVersion pointer, List<String> toBeSuspended) {
    return new GroupMarks(
        run,
        Optional.of(pointer),
        toBeSuspended,
        0,
        0,
        Optional.empty(),
        new CanaryMark.None(),
        Timers.NONE);
  }

  /**
   * Returns whether a process may have left these marks just before it wrote the others: they
   * differ at most by the one step that was under way.
   */
  public boolean mayPrecede(GroupMarks next) {
    if (!present()) {
      return next.borrowed == 0 && next.borrowedMax == 0 && next.pending.isEmpty();
    }
    return run.equals(next.run)
        && pointer.equals(next.pointer)
        && suspended.equals(next.suspended)
        && (sameSizes(next)
            || pending.map(this::counted).filter(m -> m.sameSizes(next)).isPresent());
  }

  boolean sameSizes(GroupMarks other) {
    return borrowed == other.borrowed && borrowedMax == other.borrowedMax;
  }

  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("run", run);
    pointer.ifPresent(p -> map.put("pointer", p.template() + " " + p.version()));
    map.put("suspended", suspended.isEmpty() ? "none" : String.join(" ", suspended));
    map.put("borrowed", Integer.toString(borrowed));
    map.put("borrowed-max", Integer.toString(borrowedMax));
    map.put("pending", pending.map(SizeStep::toString).orElse("none"));
    map.put("canary", canary.toString());
    map.put("timers", timers.toString());
    return map;
  }

  /** Reads marks back; what is missing or spoiled reads as if it had never been written. */
  public static GroupMarks parse(Map<String, String> map) {
    return new GroupMarks(
        map.getOrDefault("run", ""),
        Optional.ofNullable(map.get("pointer")).flatMap(GroupMarks::template),
        words(map.getOrDefault("suspended", "none")),
        number(map.getOrDefault("borrowed", "0")),
        number(map.getOrDefault("borrowed-max", "0")),
        SizeStep.parse(map.getOrDefault("pending", "none")),
        CanaryMark.parse(map.getOrDefault("canary", "none")),
        Timers.parse(map.getOrDefault("timers", "none")));
  }

  private static Optional<TemplateVersion> template(String text) {
    String[] words = text.split(" ");
    return words.length == 2
        ? Optional.of(new TemplateVersion(words[0], words[1]))
        : Optional.empty();
  }

  private static List<String> words(String text) {
    return text.equals("none") || text.isBlank() ? List.of() : List.of(text.split(" "));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException spoiled) {
      return 0;
    }
  }
}
