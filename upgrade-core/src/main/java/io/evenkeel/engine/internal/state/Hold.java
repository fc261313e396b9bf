package io.evenkeel.engine.internal.state;

import io.evenkeel.Checkpoint;
import io.evenkeel.GateAnswer;
import io.evenkeel.NamedGate;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One checkpoint of a run: what must be open there, and what was answered. */
public final class Hold {
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(30);

  private final String name;
  private final Checkpoint checkpoint;
  private final List<String> groups;
  private final List<NamedGate> gates;
  private final Duration patience;
  private final Optional<Duration> approvalWithin;
  private final Map<String, Answered> answers = new LinkedHashMap<>();
  private HoldMark mark = new HoldMark.None();
  private Optional<Approval> approval = Optional.empty();
  private Optional<Instant> askedAt = Optional.empty();
  private boolean changedSince;
  private boolean busy;
  private String told = "";
  private Optional<Instant> toldAt = Optional.empty();

  Hold(
      String name,
      Checkpoint checkpoint,
      List<String> groups,
      List<NamedGate> gates,
      Duration patience,
      Optional<Duration> approvalWithin) {
    this.name = name;
    this.checkpoint = checkpoint;
    this.groups = groups;
    this.gates = gates;
    this.patience = patience;
    this.approvalWithin = approvalWithin;
  }

  /** What a gate has said last; a gate that could not be asked counts as closed. */
  public record Answered(String gate, GateAnswer answer, Manner manner) {}

  /** Whether an answer was given, or stands for a fault of the gate. */
  public enum Manner {
    GIVEN,
    FAULT
  }

  /** That somebody has approved a wave. */
  public record Approval(Instant at, String by) {
    @Override
    public String toString() {
      return at + " " + by;
    }

    static Optional<Approval> parse(String text) {
      String[] words = text.split(" ", 2);
      try {
        return Optional.of(new Approval(Instant.parse(words[0]), words.length > 1 ? words[1] : ""));
      } catch (DateTimeParseException spoiled) {
        return Optional.empty();
      }
    }
  }

  /** Returns the name under which it is written down. */
  public String name() {
    return name;
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  public List<String> groups() {
    return groups;
  }

  public List<NamedGate> gates() {
    return gates;
  }

  public Duration patience() {
    return patience;
  }

  /** Returns how long somebody may take to approve, where somebody must. */
  public Optional<Duration> approvalWithin() {
    return approvalWithin;
  }

  public HoldMark mark() {
    return mark;
  }

  public void mark(HoldMark newMark) {
    mark = newMark;
  }

  /** Returns whether the run goes on from here, also where nothing is asked. */
  public boolean passed() {
    return mark instanceof HoldMark.Passed || (gates.isEmpty() && approvalWithin.isEmpty());
  }

  public boolean approved() {
    return approvalWithin.isEmpty() || approval.isPresent();
  }

  public void approve(Approval given) {
    approval = Optional.of(given);
  }

  /** Returns since when gates are waited for; waiting for an approval is not their doing. */
  public Instant waitingSince(Instant now) {
    Instant since = since(now);
    return approval.map(Approval::at).filter(at -> at.isAfter(since)).orElse(since);
  }

  /** Returns since when the run stands here; the time given where that is not written down yet. */
  public Instant since(Instant now) {
    return mark instanceof HoldMark.Standing standing ? standing.since() : now;
  }

  /** Returns the answers of the last round, in the order of the gates; none before the first. */
  public List<Answered> answers() {
    return List.copyOf(answers.values());
  }

  public Optional<Instant> askedAt() {
    return askedAt;
  }

  /** Returns whether the cluster has changed since the gates were asked. */
  public boolean changedSince() {
    return changedSince;
  }

  void clusterChanged() {
    changedSince = true;
  }

  /** Returns whether gates are being asked, or something is being written down. */
  public boolean busy() {
    return busy;
  }

  public void busy(boolean now) {
    busy = now;
  }

  /** Notes that the gates are asked now. */
  public void ask(Instant now) {
    askedAt = Optional.of(now);
    changedSince = false;
  }

  /**
   * Returns whether that is worth writing down for others to read: it is something new, and the
   * last was written a while ago.
   */
  public boolean worthTelling(String text, Instant now) {
    boolean soon = toldAt.filter(at -> at.plus(BETWEEN_NOTES).isAfter(now)).isPresent();
    if (soon || text.equals(told)) {
      return false;
    }
    told = text;
    toldAt = Optional.of(now);
    return true;
  }

  /** Takes an answer in and returns whether it says something new. */
  public boolean answered(Answered answer) {
    return !answer.equals(answers.put(answer.gate(), answer));
  }
}
