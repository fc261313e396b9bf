package io.evenkeel.engine.internal.state;

import io.evenkeel.Candidate.TargetMatch;
import io.evenkeel.GroupPlan;
import io.evenkeel.Obstacle;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run knows of a node pool beside what is seen of it. */
public final class PoolWork {
  private static final Duration TOLD_WITHIN = Duration.ofMinutes(2);

  private final GroupPlan.PoolPlan plan;
  private final Map<Judged, Integer> verdicts = new LinkedHashMap<>();
  private final Set<String> chosen = new LinkedHashSet<>();
  private Instant chosenAt = Instant.MIN;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> occupied = new LinkedHashSet<>();
  private String shape = "";
  private List<String> told = List.of();
  private String awaited = "";
  private Instant movedAt = Instant.MIN;
  private Optional<Instant> turnSince = Optional.empty();
  private Optional<Instant> verifiedAt = Optional.empty();
  private Optional<Instant> removesSince = Optional.empty();
  private Optional<Instant> begunAt = Optional.empty();
  private Instant runBegan = Instant.MIN;
  private boolean asksForNodes;
  private int requests;
  private boolean tidied;
  private boolean unseen;
  private boolean paced;
  private final Set<String> launched = new LinkedHashSet<>();
  private final Set<String> removedByOthers = new LinkedHashSet<>();
  private final Set<String> useless = new LinkedHashSet<>();
  private List<Taint> ownTaints = List.of();
  private final Map<String, Instant> missed = new LinkedHashMap<>();
  private Instant missedAt = Instant.EPOCH;

  /** What was on its way out when the size of the pool was written down is no part of that size. */
  private final Set<String> leftBefore = new LinkedHashSet<>();

  PoolWork(GroupPlan.PoolPlan plan) {
    this.plan = plan;
  }

  /** A claim as a selector is asked about it. */
  private record Judged(String claim, TargetMatch match) {}

  public GroupPlan.PoolPlan plan() {
    return plan;
  }

  /** Returns whether the selector has not been asked about the claim as it is now; asks once. */
  public boolean toBeAsked(NodeClaim claim, TargetMatch match) {
    boolean cameForTheRun = match == TargetMatch.CURRENT && cameSinceTheRunBegan(claim);
    return !cameForTheRun && asked.add(claim.uid() + " " + match);
  }

  /** Returns whether the claim is younger than the run, whichever process of it looks. */
  public boolean cameSinceTheRunBegan(NodeClaim claim) {
    return claim.createdAt().isAfter(runBegan);
  }

  /** Chooses nothing that has come since and is as wanted, whichever process of the run asks. */
  public void runBegan(Instant at) {
    runBegan = at;
  }

  /** Takes over what the selector says; without a rank the claim is left alone. */
  public void judge(NodeClaim claim, TargetMatch match, Optional<Integer> rank, Instant now) {
    verdicts.put(new Judged(claim.uid(), match), rank.orElse(-1));
    if (rank.isPresent() && chosen.add(claim.uid())) {
      chosenAt = now;
    }
  }

  /** Returns when a claim was last found to have to be replaced. */
  public Instant chosenAt() {
    return chosenAt;
  }

  /**
   * Returns whether the claim is to be replaced; what nobody has judged yet is left alone. A claim
   * that leaves may no longer say that it was outdated.
   */
  public boolean selects(NodeClaim claim, TargetMatch match) {
    if (!claim.state().staysInPool() && chosen.contains(claim.uid())) {
      return true;
    }
    return verdicts.getOrDefault(new Judged(claim.uid(), match), -1) >= 0;
  }

  /** Returns where the claim stands in the selector's order. */
  public int rank(NodeClaim claim, TargetMatch match) {
    return verdicts.getOrDefault(new Judged(claim.uid(), match), Integer.MAX_VALUE);
  }

  /** Returns whether the node is being written to. */
  public boolean occupied(String node) {
    return occupied.contains(node);
  }

  /** Returns whether any node is being written to. */
  public boolean writing() {
    return !occupied.isEmpty();
  }

  public void occupy(String node) {
    occupied.add(node);
  }

  public void release(String node) {
    occupied.remove(node);
  }

  /** Notes what the pool looks like; anything else than before counts as a move. */
  public void looks(String newShape, Instant now) {
    if (!newShape.equals(shape)) {
      shape = newShape;
      movedAt = now;
    }
  }

  /** Returns whether that is something else than was told last of what keeps the pool. */
  public boolean isNews(List<Obstacle> waits) {
    List<String> words = waits.stream().map(Obstacle::what).toList();
    boolean news = !words.equals(told);
    told = words;
    return news;
  }

  /** Returns whether that was not told last of what is awaited. */
  public boolean isNewlyAwaited(String what) {
    boolean news = !what.equals(awaited);
    awaited = what;
    return news;
  }

  /** Returns since when nothing has moved. */
  public Instant movedAt() {
    return movedAt;
  }

  /**
   * Looks for machines that come for the roll, and for new ones that go without our word: others
   * have made the pool smaller.
   */
  public void count(NodePool pool) {
    asksForNodes |= !pool.requests().isEmpty();
    pool.claims().stream()
        .filter(claim -> claim.state() == NodeClaim.State.LAUNCHING)
        .filter(claim -> begunAt.filter(at -> !claim.createdAt().isBefore(at)).isPresent())
        .forEach(claim -> launched.add(claim.uid()));
    pool.claims().stream()
        .filter(claim -> !claim.state().staysInPool() && !chosen.contains(claim.uid()))
        .filter(claim -> !leftBefore.contains(claim.uid()))
        .forEach(claim -> removedByOthers.add(claim.uid()));
  }

  int removedByOthers() {
    return removedByOthers.size();
  }

  /** Counts what comes from now on: what came before may be of what the pool made before. */
  void begun(Instant now) {
    begunAt = begunAt.or(() -> Optional.of(now));
  }

  /** Returns whether any node has been asked for, so that what that needs may be there. */
  public boolean asksForNodes() {
    return asksForNodes;
  }

  /** Returns whether anything is being written on a node. */
  public boolean isWriting() {
    return !occupied.isEmpty();
  }

  /** Returns whether the claim is one of those that are to be replaced, also where it leaves. */
  public boolean isChosen(NodeClaim claim) {
    return chosen.contains(claim.uid());
  }

  /** Returns whether it was seen to come. */
  public boolean seenToCome(NodeClaim claim) {
    return launched.contains(claim.uid());
  }

  /** Notes which claims in service have a node that is not to be seen now. */
  public void misses(List<NodeClaim> claims, Instant now) {
    Map<String, Instant> before = new LinkedHashMap<>(missed);
    missed.clear();
    claims.forEach(claim -> missed.put(claim.uid(), before.getOrDefault(claim.uid(), now)));
    missedAt = now;
  }

  /** Returns whether the node of such a claim may yet be told of: a watch may be behind. */
  public boolean mayShow(NodeClaim claim) {
    return missed.getOrDefault(claim.uid(), missedAt).plus(TOLD_WITHIN).isAfter(missedAt);
  }

  /** Notes a new node, by uid, that nothing can come to. */
  public void foundUseless(String node) {
    useless.add(node);
  }

  /** Notes that the node, by uid, is open after all. */
  public void foundOfUse(String node) {
    useless.remove(node);
  }

  /** Takes over which taints the pool itself puts on the nodes that it makes. */
  public void makesWith(List<Taint> taints) {
    ownTaints = List.copyOf(taints);
  }

  public List<Taint> ownTaints() {
    return ownTaints;
  }

  /** Returns how many such nodes have come so far. */
  public int useless() {
    return useless.size();
  }

  /** Begins to count anew. */
  void countsAnew() {
    leftBefore.addAll(removedByOthers);
    removedByOthers.clear();
  }

  /** Returns since when it is the pool's turn. */
  public Instant turnSince(Instant now) {
    turnSince = turnSince.or(() -> Optional.of(now));
    return turnSince.get();
  }

  /**
   * Returns since when nodes are looked for that nobody needs: what comes later came for a need.
   */
  public Instant removesSince(Instant now) {
    removesSince = removesSince.or(() -> Optional.of(now));
    return removesSince.get();
  }

  /** Returns whether the cloud has been asked what is behind since anything moved. */
  public boolean verified() {
    return verifiedAt.filter(at -> !at.isBefore(movedAt)).isPresent();
  }

  public void verified(Instant now) {
    verifiedAt = Optional.of(now);
  }

  /** Returns whether something has been written in the pool that has not been looked at yet. */
  public boolean unseen() {
    return unseen;
  }

  public void unseen(boolean written) {
    unseen = written;
  }

  /**
   * Returns whether the pace has been asked for; budgets that are as tight already leave nothing to
   * be written, and show something else.
   */
  public boolean isPaced() {
    return paced;
  }

  public void paced() {
    paced = true;
  }

  /** Returns the number of the next request of this process. */
  public int nextRequest() {
    return requests++;
  }

  /** Returns whether what requests have needed has been removed. */
  public boolean tidied() {
    return tidied;
  }

  public void tidied(boolean nothingIsLeft) {
    tidied = nothingIsLeft;
  }
}
