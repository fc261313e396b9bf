package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.simulation.PodMoves;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pod moves once: evictions per workload are its pods on outdated nodes at the start, and those
 * added there later that replace none which the run had evicted. One that replaces such a pod and
 * has landed on an outdated node again is counted apart, as the run may have had room promised for
 * it elsewhere; where the run had not even marked that node, it is a fault.
 */
public final class MovedOnce implements Rule {
  private final Court court;
  private final Map<String, Life> lives = new LinkedHashMap<>();
  private final Map<String, Tally> tallies = new TreeMap<>();
  private boolean begun;
  private Instant begunAt = Instant.EPOCH;

  /** Where a pod comes from. */
  private enum Origin {
    START,
    ADDED,
    REPLACEMENT
  }

  /** What is known of one pod. */
  private static final class Life {
    private final Tally tally;
    private final Origin origin;
    private Pod pod;
    private boolean evicted;
    private boolean landedOnUnmarked;

    /** Whether it is among those that were added to outdated nodes. */
    private boolean counted;

    /** Whether what it replaces left a node which nobody needed. */
    private boolean leftUnused;

    private Optional<Instant> readySince = Optional.empty();

    Life(Pod pod, Tally tally, Origin origin) {
      this.pod = pod;
      this.tally = tally;
      this.origin = origin;
    }
  }

  /** What is known of the pods of one workload. */
  private static final class Tally {
    private int atStart;
    private int added;
    private int losses;
    private int evictions;
    private int relandings;

    /** Evicted pods whose successors have not come yet. */
    private int owed;

    /** Those of them that have left a node which nobody needed, and prove no canary. */
    private int owedByUnused;

    PodMoves moves(String workload) {
      return new PodMoves(workload, atStart, added, losses, evictions, relandings);
    }
  }

  MovedOnce(Court court) {
    this.court = court;
  }

  /** Counts the pods that are there when the run begins. */
  void begin() {
    if (!begun) {
      begun = true;
      begunAt = court.timeline().now();
      court.truth().nodes().forEach(this::begin);
    }
  }

  private void begin(Node node) {
    boolean outdated = onOutdated(node);
    for (Pod pod : Nodes.movable(court.truth(), node.name())) {
      Life life = new Life(pod, tally(pod), Origin.START);
      lives.put(pod.uid(), life);
      life.tally.atStart += outdated ? 1 : 0;
    }
  }

  private boolean onOutdated(Node node) {
    return Picture.instanceOf(node)
        .flatMap(id -> court.groupOfInstance(id).map(group -> group.isToBeReplaced(id)))
        .orElse(false);
  }

  private Tally tally(Pod pod) {
    return tallies.computeIfAbsent(workload(pod), name -> new Tally());
  }

  private String workload(Pod pod) {
    return court.truth().workloadOf(pod).map(w -> w.key().toString()).orElse(pod.key().toString());
  }

  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    if (begun && after.orElse(null) instanceof Pod pod) {
      Life life = lives.computeIfAbsent(pod.uid(), uid -> comes(pod));
      if (before.flatMap(b -> ((Pod) b).nodeName()).isEmpty() && pod.nodeName().isPresent()) {
        lands(pod, life);
      }
      life.pod = pod;
      if (pod.ready() && life.readySince.isEmpty()) {
        life.readySince = Optional.of(court.timeline().now());
      }
    } else if (begun && before.orElse(null) instanceof Pod pod) {
      goes(pod);
    }
  }

  private Life comes(Pod pod) {
    Tally tally = tally(pod);
    boolean replaces = tally.owed > 0;
    tally.owed -= replaces ? 1 : 0;
    Life life = new Life(pod, tally, replaces ? Origin.REPLACEMENT : Origin.ADDED);
    // Where both kinds are due, what comes first is held to prove the canary.
    life.leftUnused = replaces && tally.owedByUnused > tally.owed;
    tally.owedByUnused -= life.leftUnused ? 1 : 0;
    return life;
  }

  private void lands(Pod pod, Life life) {
    Optional<Node> node = pod.nodeName().flatMap(court.truth()::node).filter(this::onOutdated);
    if (node.isPresent()) {
      counts(life);
    }
    life.landedOnUnmarked =
        node.filter(n -> !n.meta().createdAt().isAfter(begunAt))
            .filter(this::isSelectedForSure)
            .filter(n -> !court.marked(n))
            .isPresent();
  }

  private static void counts(Life life) {
    if (life.origin == Origin.ADDED && !life.counted) {
      life.counted = true;
      life.tally.added++;
    }
  }

  /** A selector may change its mind in the next process: what it left alone bore no mark then. */
  private boolean isSelectedForSure(Node node) {
    return Picture.instanceOf(node)
        .flatMap(court::groupOfInstance)
        .filter(GroupFile::everySelectedGoes)
        .isPresent();
  }

  /**
   * Returns a pod that replaced one which the run had evicted from a node that is replaced, and was
   * not Ready by then, as far as the sender of the call knew of it.
   */
  Optional<String> notReadySince(Instant time, Call call) {
    return lives.values().stream()
        .filter(life -> life.origin == Origin.REPLACEMENT && !life.evicted && !life.leftUnused)
        .filter(life -> life.readySince.map(since -> since.isAfter(time)).orElse(true))
        .map(life -> life.pod)
        .filter(pod -> !pod.terminating() && !pod.finished())
        .filter(pod -> call.views().stream().allMatch(view -> view.same(pod).isPresent()))
        .map(pod -> pod.key().path())
        .findFirst();
  }

  private void goes(Pod pod) {
    Life life = lives.remove(pod.uid());
    if (life != null && !life.evicted && !pod.finished()) {
      life.tally.losses++;
    }
  }

  @Override
  public void accepted(Pod pod) {
    Life life = lives.get(pod.uid());
    if (pod.terminating() || life == null || life.evicted) {
      return;
    }
    life.evicted = true;
    life.tally.owed++;
    life.tally.owedByUnused += isOnUnused(pod) ? 1 : 0;
    life.tally.evictions++;
    boolean fromOutdated =
        pod.nodeName().flatMap(court.truth()::node).filter(this::onOutdated).isPresent();
    if (fromOutdated) {
      // Before the run had a target, nobody could say whether a node that others had launched since
      // was one to be replaced.
      counts(life);
    }
    if (life.origin == Origin.REPLACEMENT || !fromOutdated) {
      life.tally.relandings++;
      if (life.landedOnUnmarked && !isOnUnused(pod)) {
        court.violated(
            Invariant.MOVED_ONCE,
            pod.key().path()
                + " is moved again: it replaced a pod that the run had moved, and landed on node "
                + pod.nodeName().orElse("")
                + ", which the run had not marked as outdated");
      }
    }
  }

  /** Such a node was as wanted when pods landed there. */
  private boolean isOnUnused(Pod pod) {
    return pod.nodeName()
        .flatMap(court.truth()::node)
        .flatMap(Picture::instanceOf)
        .flatMap(id -> court.groupOfInstance(id).filter(group -> group.isUnused(id)))
        .isPresent();
  }

  /** The nodes of the last run are outdated for this one, where its selector says so. */
  @Override
  public void beginsAnew() {
    lives.clear();
    tallies.clear();
    begun = false;
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    court
        .permits()
        .relandings()
        .ifPresent(
            atMost -> {
              if (relandings() > atMost) {
                court.violated(
                    Invariant.MOVED_ONCE,
                    relandings()
                        + " pods were moved that replaced a pod the run had moved before, where "
                        + atMost
                        + " may be: "
                        + evictions());
              }
            });
  }

  public List<PodMoves> moves() {
    return tallies.entrySet().stream().map(e -> e.getValue().moves(e.getKey())).toList();
  }

  public Map<String, Integer> evictions() {
    Map<String, Integer> evictions = new TreeMap<>();
    moves().stream()
        .filter(moves -> moves.evictions() > 0)
        .forEach(moves -> evictions.put(moves.workload(), moves.evictions()));
    return evictions;
  }

  public int relandings() {
    return moves().stream().mapToInt(PodMoves::relandings).sum();
  }
}
