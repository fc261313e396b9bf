/**
 * How the simulated cluster and cloud work inside.
 *
 * <ul>
 *   <li>Time and chance: {@code EventQueue}, {@code Seeds}, {@code HistoryLog}.
 *   <li>The cluster as a whole: {@code ClusterCore} puts it together, {@code World} is what its
 *       parts share, {@code ObjectStore} what there is, {@code PodIndex} and {@code PodCounters}
 *       find pods in it.
 *   <li>The API server: {@code ApiServer}, {@code Evictions}, {@code PodDeletion}, {@code Leases},
 *       {@code Seats}; a client's way to it: {@code SimulatedClient}, {@code ClientCalls}, {@code
 *       Calls}; and watches: {@code WatchHub}, {@code Watcher}, {@code WatchLine}.
 *   <li>Controllers: {@code Reconciler} and whoever uses it, {@code Deployments}, {@code
 *       ReplicaSets}, {@code StatefulSets}, {@code DaemonSets}, {@code DisruptionController},
 *       {@code GarbageCollector}, {@code TaintEvictions}, {@code LoadBalancers}, {@code Volumes}.
 *   <li>The scheduler: {@code Scheduler}, {@code SchedulingQueue}, {@code NodeSlot}, {@code
 *       Neighbors}, {@code Domains}, {@code Scores}; and who has to make room: {@code Preemption},
 *       {@code Victims}, {@code Nominations}.
 *   <li>Nodes: {@code NodeLifecycle}, {@code ClusterNodes}, {@code NodeMachines}, {@code Kubelets}.
 *   <li>The cloud as a whole: {@code CloudWorld}, {@code GroupBook}, {@code InstanceBook}, {@code
 *       CloudLog}, {@code TemplateStore}, {@code ImageStore}, {@code Supply}.
 *   <li>What groups do by themselves: {@code Scaling}, {@code Launches}, {@code ZoneChoice}, {@code
 *       VictimChoice}, {@code HealthChecks}, {@code Hooks}, {@code GroupHabits}, {@code Machines}.
 *   <li>What a caller may do with them and is shown: {@code SimulatedInstanceProvider}, {@code
 *       GroupOperations}, {@code InstanceOperations}, {@code GroupViews}, {@code Blur}, {@code
 *       GroupInspection}, {@code Activities}.
 *   <li>Groups that the cloud upgrades itself: {@code ManagedRollouts} and whoever it uses.
 *   <li>A provisioner: {@code Provisioner} puts it together, {@code PoolWorld} is what its parts
 *       share, {@code PoolBook} and {@code ClaimBook} what there is; {@code Provisioning}, {@code
 *       PoolTrial} and {@code NewClaims} find places for pods; {@code ClaimLaunches}, {@code
 *       ClaimRegistration} and {@code ClaimTermination} are the life of a claim; {@code
 *       DisruptionLoop} chooses who goes, by its {@code DisruptionMethod}s, and {@code Disruptions}
 *       sees to it; {@code PoolPort} and {@code PoolView} are how the engine sees it.
 *   <li>What goes wrong: {@code FaultBook}, {@code Outages}, {@code WatchFaults}, {@code
 *       Accidents}, {@code PoolFaults}.
 *   <li>{@code actors}: others who act on the world; {@code oracle}: the judge of runs.
 * </ul>
 */
@NullMarked
package io.evenkeel.simulation.internal;

import org.jspecify.annotations.NullMarked;
