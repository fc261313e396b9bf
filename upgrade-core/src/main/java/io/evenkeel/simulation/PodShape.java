package io.evenkeel.simulation;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Resources;
import io.evenkeel.simulation.internal.PodTemplate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the pods of a workload are like. By default they carry the label {@code app} with the
 * workload's name, request 100 millicores and 128 MiB, are Ready 3 to 8 seconds after they were
 * placed, and stop within 1 to 3 seconds of a grace of 30.
 *
 * @param <S> the kind of workload, so that calls chain
 */
public abstract sealed class PodShape<S extends PodShape<S>>
    permits DeploymentShape, StatefulSetShape, DaemonSetShape, JobShape, BarePodShape {
  private static final long MEBIBYTE = 1 << 20;

  final ObjectKey key;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, String> annotations = new LinkedHashMap<>();
  private final Map<String, Long> extended = new LinkedHashMap<>();
  private long cpuMillis = 100;
  private long memoryMib = 128;
  private Placement placement = Placement.ANYWHERE;
  private Duration grace = Duration.ofSeconds(30);
  private String priorityClass = "";
  private int priority;
  private boolean preempts = true;
  private boolean emptyDir;
  private DurationRange starts = DurationRange.seconds(3, 8);
  private DurationRange stops = DurationRange.seconds(1, 3);
  private Duration toleratesLostNode = Duration.ofMinutes(5);
  private Predicate<Node> fails = node -> false;

  PodShape(ObjectKey key) {
    this.key = key;
    labels.put("app", key.name());
  }

  abstract S self();

  Optional<DurationRange> runs() {
    return Optional.empty();
  }

  PodTemplate template() {
    return new PodTemplate(
        labels,
        annotations,
        new Resources(cpuMillis, memoryMib * MEBIBYTE, 1, extended),
        placement,
        grace,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        starts,
        stops,
        toleratesLostNode,
        runs(),
        fails);
  }

  public S requests(long newCpuMillis, long newMemoryMib) {
    cpuMillis = newCpuMillis;
    memoryMib = newMemoryMib;
    return self();
  }

  /** Also requests an extended resource, such as {@code nvidia.com/gpu}. */
  public S requests(String resource, long amount) {
    extended.put(resource, amount);
    return self();
  }

  /** Sets how long a pod takes from being placed to being Ready. */
  public S startsIn(Duration from, Duration to) {
    starts = DurationRange.of(from, to);
    return self();
  }

  /** Sets how long a pod takes to stop, cut short by its grace. */
  public S stopsIn(Duration from, Duration to) {
    stops = DurationRange.of(from, to);
    return self();
  }

  public S grace(Duration newGrace) {
    grace = newGrace;
    return self();
  }

  /** Sets how long a pod stays on a node that is not heard of; five minutes at first. */
  public S toleratesLostNode(Duration span) {
    toleratesLostNode = span;
    return self();
  }

  public S label(String name, String value) {
    labels.put(name, value);
    return self();
  }

  public S annotation(String name, String value) {
    annotations.put(name, value);
    return self();
  }

  public S priority(String newPriorityClass, int newPriority) {
    priorityClass = newPriorityClass;
    priority = newPriority;
    return self();
  }

  /** Lets the pods wait for room, however important: {@code preemptionPolicy: Never}. */
  public S neverPreempting() {
    preempts = false;
    return self();
  }

  public S withEmptyDir() {
    emptyDir = true;
    return self();
  }

  /** Changes where the pods may run. */
  public S placed(UnaryOperator<Placement> change) {
    placement = change.apply(placement);
    return self();
  }

  /** Pods on such nodes start but never become Ready. */
  public S neverReadyOn(Predicate<Node> nodes) {
    fails = nodes;
    return self();
  }
}
