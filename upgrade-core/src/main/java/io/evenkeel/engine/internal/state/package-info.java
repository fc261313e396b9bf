/**
 * What a run knows: indexes over what the cluster and the cloud show, and what this process has
 * asked for and not yet seen. Touched by the deciding thread only.
 *
 * <ul>
 *   <li>The whole: {@code RunState}, which everything else hangs on; {@code Agenda}, what of it has
 *       to be looked at again; {@code Course} and {@code Ending}, {@code Blindness}, {@code
 *       Pauses}.
 *   <li>The cluster as told: {@code ClusterView}, {@code PodsByRoot}, {@code MarkedTimes}, {@code
 *       Versions}.
 *   <li>Groups and their instances: {@code GroupView}, {@code Members}, {@code Member}, {@code
 *       Census}, {@code Headcount}, {@code Joining}, {@code Newcomers}, {@code Absences}, {@code
 *       Departures}, {@code ProviderFacts}, {@code GroupTally}.
 *   <li>Stages of a node: {@code Stages} reads them, {@code Lifecycle} says which follow, {@code
 *       Settling} moves on; {@code Availability} and {@code Reference} say what is well.
 *   <li>Sizes: {@code SizeStep}, {@code Announced}, {@code Sent}, {@code Unshown}.
 *   <li>Drains: {@code Drains}, {@code Drain}, {@code DrainSettings}, {@code Verdicts}, {@code
 *       PolicyFaults}, {@code Refusals}, {@code Returns}, {@code EvictionPace}; when stuck: {@code
 *       Rung}, {@code Forcing}, {@code OneMoreReplica}, {@code Stall}, {@code Timers}.
 *   <li>Budgets: {@code BudgetBook} of {@code BudgetLedger}s, with {@code Charge} and {@code
 *       ImplicitBudget}.
 *   <li>Room: {@code Room}, {@code Fit}, {@code PromiseBook}.
 *   <li>Waves, gates and the canary: {@code Waves}, {@code Hold}, {@code HoldMark}, {@code
 *       CanaryMark}, {@code CanaryProof}, {@code ProofMark}.
 *   <li>What is written down: {@code Marks} on nodes, {@code GroupMarks}, {@code ReplicaMark}.
 *   <li>What is under way, or was undone by others: {@code NodeWork}, {@code GroupWork}, {@code
 *       WorkloadWork}, {@code Levers}.
 * </ul>
 */
@NullMarked
package io.evenkeel.engine.internal.state;

import org.jspecify.annotations.NullMarked;
