package io.evenkeel.campaign;

import static io.evenkeel.campaign.Fault.After.FINISHES;
import static io.evenkeel.campaign.Fault.After.MAY_HALT;

/**
 * What can go wrong while nodes are replaced: the catalog by which campaigns break simulated
 * worlds. Whatever happens, no limit is broken; {@link #mustHold()} says what is asked beyond that,
 * and {@link #after()} whether the run has to finish once the fault is over.
 */
public enum Fault {
  CLOUD_THROTTLING(
      1,
      "the cloud throttles calls in bursts",
      "calls back off together, and the work goes on when the burst is over",
      FINISHES),
  CLOUD_ANSWER_LOST(
      2,
      "a cloud call takes effect and its answer is lost",
      "the outcome is looked up before anything is repeated; nothing is terminated or raised twice",
      FINISHES),
  CLOUD_EFFECT_MISSING(
      3,
      "a cloud call is confirmed and has no effect",
      "it is noticed by a deadline, then asked for again or failed in the open",
      MAY_HALT),
  CLOUD_EVENTUAL_CONSISTENCY(
      4,
      "descriptions lag: a new instance is not listed yet, a dead one still is",
      "nothing is done because of absence alone",
      FINISHES),
  CLOUD_STALE_PAGES(
      5,
      "pages of a listing are old, out of order, or belong to another listing",
      "such a listing is taken again from its start",
      FINISHES),
  INSUFFICIENT_CAPACITY(
      6,
      "no machines are to be had, in one zone or in all",
      "old nodes stay; nothing that needs a replacement is drained",
      MAY_HALT),
  QUOTA_EXHAUSTED(
      7,
      "a quota or the addresses of a subnet are used up",
      "no more is launched, it is reported, and no node is left half drained",
      MAY_HALT),
  INSTANCE_DIES_PENDING(
      8,
      "an instance is launched and dies before it is in service",
      "it is replaced, within the same surge",
      FINISHES),
  DESIRED_CHANGED_BY_OTHERS(
      9,
      "somebody else sets the desired size while a step is under way",
      "the new size is the base from then on; only what was borrowed is given back",
      FINISHES),
  ZONE_REBALANCING(
      10,
      "the group balances its zones by terminating a node, or by launching one",
      "it is prevented or absorbed; what is left is counted anew",
      FINISHES),
  WRONG_INSTANCE_SCALED_IN(
      11,
      "the group shrinks and picks an instance that nobody meant",
      "instances are terminated by id; another's loss is seen and absorbed",
      FINISHES),
  LIFECYCLE_HOOK_STUCK(
      12,
      "a life-cycle hook is never completed, or is abandoned",
      "the wait is bounded, and then reported",
      MAY_HALT),
  GROUP_OR_TEMPLATE_DELETED(
      13,
      "the group, its launch template or its image is deleted",
      "nothing more is launched, and the cluster is left whole",
      MAY_HALT),
  CREDENTIALS_EXPIRED(
      14,
      "the credentials for the cloud are refused for a while",
      "nothing is done while they are; the work goes on when they are good again",
      FINISHES),
  SPOT_INTERRUPTION(
      15,
      "the cloud takes an instance back at short notice, old or new",
      "it counts as a loss of its own, and nothing voluntary makes it worse",
      FINISHES),
  INSTANCE_RETIRED(
      16,
      "an instance fails its status checks or is retired",
      "it counts as a loss of its own, and nothing voluntary makes it worse",
      FINISHES),
  OPERATOR_TERMINATES(
      17,
      "a person terminates an instance",
      "it is absorbed as progress that came by itself",
      FINISHES),
  MIXED_GROUP(
      18,
      "some nodes match the target already",
      "those are skipped, and no pod is moved for them",
      FINISHES),
  NODE_NEVER_READY(
      19,
      "fresh nodes never become Ready",
      "the canary ends the run; no more nodes than the canary are harmed",
      MAY_HALT),
  NODE_READY_BUT_UNUSABLE(
      20,
      "fresh nodes are Ready and yet run nothing",
      "Ready is not enough: such a node is never counted on",
      MAY_HALT),
  NODE_READINESS_FLAPS(
      21,
      "a node is Ready and not Ready in turn",
      "it counts as unavailable while it is not Ready, and no single moment decides",
      FINISHES),
  FRESH_NODE_DIES(
      22,
      "a fresh node dies after pods have moved to it",
      "it counts as a loss of its own; where it happens again and again, the run halts",
      MAY_HALT),
  NODE_IDENTITY_REUSED(
      23,
      "a node object is deleted and comes back under its name",
      "nodes are told apart by UID and provider id",
      FINISHES),
  NODE_UNCORDONED_BY_OTHERS(
      24,
      "somebody opens a node while it is drained",
      "it is closed again or let go; it is not terminated with pods on it",
      FINISHES),
  KUBELET_DOWN(
      25,
      "the kubelet of an old node is silent, and its pods stay in termination",
      "nothing is deleted by force; the wait can be seen",
      MAY_HALT),
  VERSION_SKEW(
      26,
      "the target's kubelet is newer than the API server",
      "the run is refused before anything is touched",
      MAY_HALT),
  BUDGET_NEVER_ALLOWS(
      27,
      "a budget allows nothing for as long as it lives",
      "it is told before the start; the node waits no longer than the policy says",
      MAY_HALT),
  BUDGET_EDITED(
      28,
      "a budget is tightened, made or deleted during the run",
      "it holds at once, and evictions under way are counted",
      MAY_HALT),
  SEVERAL_BUDGETS(
      29,
      "several budgets cover one pod",
      "it is recognized and named, and the node is passed over",
      MAY_HALT),
  BUDGET_STATUS_STALE(
      30,
      "the status of budgets stands still",
      "a status that is behind its budget counts as zero",
      FINISHES),
  EVICTION_ANSWERS_UNCLEAR(
      31,
      "evictions meet 429, 409, or a timeout after they have taken effect",
      "the pod is looked up by its UID before it is evicted again",
      FINISHES),
  EVICTION_WEBHOOK(
      32,
      "a webhook denies evictions, or does not answer",
      "it is told apart from a budget, and is not called in a hurry again",
      MAY_HALT),
  POD_STUCK_TERMINATING(
      33,
      "a pod hangs in termination: a finalizer, a preStop hook, a long grace",
      "each has its own deadline, and the other nodes go on",
      MAY_HALT),
  UNREADY_PODS_UNDER_BUDGET(
      34,
      "pods that are not ready use up their budget",
      "who blocks is named; the policy for unhealthy pods is respected",
      MAY_HALT),
  REPLACEMENT_NEVER_READY(
      35,
      "moved pods never become Ready, for instance on the new image",
      "no more pods of that workload are evicted",
      MAY_HALT),
  REPLACEMENT_UNSCHEDULABLE(
      36,
      "moved pods find no place: spread, anti-affinity, a zonal volume",
      "it is foreseen before a pod is evicted",
      MAY_HALT),
  VOLUME_DETACH_STUCK(
      37,
      "a volume is not detached from its old node for minutes",
      "the slot stays taken, and the other nodes go on",
      FINISHES),
  WORKLOAD_CHANGES(
      38,
      "workloads are scaled, rolled out or finish by themselves",
      "budgets are computed anew, and what went by itself is credited",
      FINISHES),
  PODS_OUT_OF_THE_ORDINARY(
      39,
      "there are bare pods, mirror pods, and pods that must not be disturbed",
      "the drain policy has a word for each of them",
      MAY_HALT),
  POD_IDENTITY_REUSED(
      40,
      "owners and namespaces vanish, and pod names are used again",
      "pods are told apart by UID",
      FINISHES),
  API_SERVER_FAILOVER(
      41,
      "the API server fails over: watches close, versions expire, listing takes long",
      "everything is listed again, and nothing is done on half a picture",
      FINISHES),
  API_PARTITION(
      42,
      "reads pass and writes fail, or the other way round, or all is slow",
      "calls have deadlines, and pressure is let off",
      FINISHES),
  WATCH_UNFAITHFUL(
      43,
      "watch events are lost, repeated, late, or show the past",
      "what matters is checked again at the write",
      FINISHES),
  CLOCK_SKEW_OR_PAUSE(
      44,
      "clocks differ or jump, or the process stands still for minutes",
      "time is monotonic, and nothing is done after the lease is lost",
      FINISHES),
  PROCESS_CRASH(
      45,
      "the process is killed between any two steps",
      "the next one goes on from what the cluster shows",
      FINISHES),
  TWO_ROLLERS(
      46,
      "another roller works on the same cluster",
      "one lease, one run; the other one's cordons are recognized",
      MAY_HALT),
  AUTOSCALER_AT_WORK(
      47,
      "an autoscaler removes a fresh node or resizes the group",
      "it is asked not to, and is never fought in a loop",
      FINISHES),
  OPERATOR_ACTS(
      48,
      "a person pauses, cancels, rolls back, or removes our marks",
      "it is honored within one step; the cluster is left open and at its size",
      MAY_HALT);

  /** What is asked of a run after a fault, on top of its limits. */
  public enum After {
    /** Once the fault is over the run finishes, if nothing else keeps it from that. */
    FINISHES,
    /** The run may end early, with a named reason that is true. */
    MAY_HALT
  }

  private final int number;
  private final String title;
  private final String mustHold;
  private final After after;

  Fault(int number, String title, String mustHold, After after) {
    this.number = number;
    this.title = title;
    this.mustHold = mustHold;
    this.after = after;
  }

  /** Returns its number in the catalog, from 1 to 48. */
  public int number() {
    return number;
  }

  /** Returns what happens. */
  public String title() {
    return title;
  }

  /** Returns what a run does about it, beyond keeping its limits. */
  public String mustHold() {
    return mustHold;
  }

  /** Returns how a run may end after it. */
  public After after() {
    return after;
  }
}
