package io.evenkeel.engine.internal.lease;

import io.evenkeel.engine.EndedRun;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Newcomers;
import io.evenkeel.engine.internal.state.Pauses;
import io.evenkeel.engine.internal.state.ProofMark;
import io.evenkeel.engine.internal.state.RolloutMark;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.LeaseRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is written beside the lease of a cluster: which run holds it, what was there before that run
 * touched it, what it means to do, and what it is asked. What is missing or spoiled reads as if it
 * had never been written.
 */
public record LeaseBook(Map<String, String> data) {
  /** The name of the lease. */
  public static final String NAME = "evenkeel-upgrade";

  public static final String RUN = "run";
  public static final String PLAN = "plan";
  public static final String PLAN_WORDS = "plan-words";
  public static final String STARTED = "started";
  public static final String PAUSED = "paused";
  public static final String PAUSES = "pauses";
  public static final String ABSENCES = "absences";
  public static final String HELD = "held";
  public static final String WAITS = "waits";
  public static final String UPDATE = "update";
  public static final String ENDING = "ending";
  public static final String REQUEST = "request";
  public static final String REPLY = "reply";
  public static final String LAST = "last";

  private static final String TARGET = "target.";
  private static final String MARKS = "marks.";
  private static final String LEFT = "left.";
  private static final String NEWCOMERS = "newcomers.";
  private static final String REFERENCE = "reference.";
  private static final String PROOF = "proof.";
  private static final String ROLLOUT = "rollout.";
  private static final String GROUP = "group";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

  /** Why a run ends early, and since when. */
  public record Ended(Ending ending, Instant since) {}

  public static LeaseBook of(Optional<LeaseRecord> lease) {
    return new LeaseBook(lease.map(LeaseRecord::data).orElse(Map.of()));
  }

  public static LeaseBook of(LeaseRecord lease) {
    return new LeaseBook(lease.data());
  }

  /** Returns the run that has not ended. */
  public Optional<String> run() {
    return text(RUN);
  }

  /** Returns whether the run that has not ended is one of the plan with that digest. */
  public boolean resumedBy(String digest) {
    return run().isPresent() && text(PLAN).equals(Optional.of(digest));
  }

  /** Returns the plan of the run in words. */
  public String planWords() {
    return text(PLAN_WORDS).orElse("");
  }

  public Optional<Instant> startedAt() {
    return instant(STARTED);
  }

  public Optional<Instant> pausedSince() {
    return instant(PAUSED);
  }

  /** Returns the pauses of the run that are over. */
  public Pauses pauses() {
    return Pauses.parse(text(PAUSES).orElse(""));
  }

  /** Returns the times in which no process of the run was there, or none that saw anything. */
  public Pauses absences() {
    return Pauses.parse(text(ABSENCES).orElse(""));
  }

  /** Returns since when nothing has been under way in a paused run. */
  public Optional<Instant> heldSince() {
    return instant(HELD);
  }

  /** Returns what the run waits for at a checkpoint, for people. */
  public Optional<String> waitsFor() {
    return text(WAITS);
  }

  /** Returns what the cloud changes of the control plane for the run, for people. */
  public Optional<String> update() {
    return text(UPDATE);
  }

  public Optional<Ended> ended() {
    return text(ENDING).flatMap(EndingText::read);
  }

  public Optional<Request> request() {
    return text(REQUEST).flatMap(Request::parse);
  }

  public Optional<Reply> reply() {
    return text(REPLY).flatMap(Reply::parse);
  }

  /** Returns which run ended last, and how. */
  public Optional<EndedRun> last() {
    return text(LAST).flatMap(LastRun::parse);
  }

  public Optional<ResolvedTarget> target(String group) {
    return text(TARGET + key(group)).flatMap(TargetText::read);
  }

  /** Returns what tells the instances of a group that came after the run had begun. */
  public Optional<Newcomers> newcomers(String group) {
    return text(NEWCOMERS + key(group)).flatMap(Newcomers::parse);
  }

  /** Returns what replacements in a group are held against. */
  public Optional<String> reference(String group) {
    return text(REFERENCE + key(group));
  }

  /** Returns what was drained in a group to prove its canary. */
  public Optional<ProofMark> proof(String group) {
    return text(PROOF + key(group)).flatMap(ProofMark::parse);
  }

  /** Returns the copy of a group's marks; empty where the run has not touched the group. */
  public Optional<GroupMarks> marks(String group) {
    return copy(group).filter(GroupMarks::present);
  }

  /** Returns what is written down of a group that somebody else rolls out. */
  public RolloutMark rollout(String group) {
    return text(ROLLOUT + key(group))
        .map(LeaseBook::fields)
        .filter(fields -> group.equals(fields.get(GROUP)))
        .map(RolloutMark::parse)
        .orElse(RolloutMark.NONE);
  }

  /** Returns the entry that keeps which rollout a group is in, and how it was paced before. */
  public static Map<String, String> rollout(String group, RolloutMark mark) {
    return Map.of(ROLLOUT + key(group), fields(group, mark.toMap()));
  }

  /** Returns whether the run has touched the group, and has given all back. */
  public boolean isDone(String group) {
    return copy(group).filter(marks -> !marks.present()).isPresent();
  }

  private Optional<GroupMarks> copy(String group) {
    return text(MARKS + key(group))
        .map(LeaseBook::fields)
        .filter(fields -> group.equals(fields.get(GROUP)))
        .map(GroupMarks::parse);
  }

  /** Returns the names of the groups that the run has touched and not given back. */
  public List<String> groups() {
    return data.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(MARKS))
        .map(entry -> fields(entry.getValue()).getOrDefault(GROUP, ""))
        .filter(name -> marks(name).isPresent())
        .toList();
  }

  /** Returns the node pools whose roll has begun and is not done with. */
  public List<String> pools() {
    return data.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(ROLLOUT))
        .map(entry -> fields(entry.getValue()).getOrDefault(GROUP, ""))
        .filter(name -> isPool(rollout(name)))
        .toList();
  }

  /** Machines are counted of pools only. */
  private static boolean isPool(RolloutMark mark) {
    return mark.size().isPresent() && (mark.begun().isPresent() || mark.before().isPresent());
  }

  public static Map<String, String> target(String group, ResolvedTarget target) {
    return Map.of(TARGET + key(group), TargetText.write(target));
  }

  public Optional<RolloutTarget> rolloutTarget(String group) {
    return text(TARGET + key(group)).flatMap(TargetText::readRollout);
  }

  public static Map<String, String> target(String group, RolloutTarget target) {
    return Map.of(TARGET + key(group), TargetText.write(target));
  }

  /** Returns what a group that is done is left with, in the words of the outcome. */
  public List<String> left(String group) {
    return text(LEFT + key(group)).stream().flatMap(String::lines).toList();
  }

  /** Returns the entries of what groups that are done are left with. */
  public static Map<String, String> left(Map<String, String> data) {
    Map<String, String> left = new LinkedHashMap<>(data);
    left.keySet().removeIf(name -> !name.startsWith(LEFT));
    return left;
  }

  /** Returns the entry that keeps what no mark tells of any more, for the end of the run. */
  public static Map<String, String> left(String group, List<String> left) {
    return Map.of(LEFT + key(group), String.join("\n", left));
  }

  /** Returns the entries that keep how a group was when the run began. */
  public static Map<String, String> beginning(GroupView group) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(NEWCOMERS + key(group.name()), group.newcomers().text());
    entries.put(REFERENCE + key(group.name()), group.referenceText());
    return entries;
  }

  /** Returns the entry that keeps what is drained in a group to prove its canary. */
  public static Map<String, String> proof(String group, ProofMark proof) {
    return Map.of(PROOF + key(group), proof.text());
  }

  /** Returns the entry that keeps a copy of a group's marks. */
  public static Map<String, String> marks(String group, GroupMarks marks) {
    return Map.of(MARKS + key(group), fields(group, marks.toMap()));
  }

  private static String fields(String group, Map<String, String> entries) {
    StringBuilder text = new StringBuilder(GROUP + "=" + group);
    entries.forEach((name, value) -> text.append('\n').append(name).append('=').append(value));
    return text.toString();
  }

  public static Map<String, String> ended(Ending ending, Instant since) {
    return Map.of(ENDING, EndingText.write(ending, since));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(data.get(name)).filter(text -> !text.isBlank());
  }

  private Optional<Instant> instant(String name) {
    try {
      return text(name).map(Instant::parse);
    } catch (DateTimeException spoiled) {
      return Optional.empty();
    }
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int at = line.indexOf('=');
      if (at > 0) {
        fields.put(line.substring(0, at), line.substring(at + 1));
      }
    }
    return fields;
  }

  /** Names of groups may hold what the names of annotations may not. */
  private static String key(String group) {
    return PLAIN.matcher(group).matches() && !group.endsWith(".") ? group : digest(group);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "x" + HexFormat.of().formatHex(hash).substring(0, 24);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
