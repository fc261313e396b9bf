package io.evenkeel;

import io.evenkeel.spi.CloudProvider;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says which node groups are worked on at the same time, and what must be asked before. Not
 * thread-safe; used inside the configurer that receives it.
 */
public final class WaveBuilder {
  /** How long somebody may take to approve a wave, unless the plan says otherwise. */
  private static final Duration APPROVAL = Duration.ofDays(7);

  private final String name;
  private final GroupsBuilder groups;
  private final GatesBuilder gates = new GatesBuilder();
  private Optional<Duration> approval = Optional.empty();
  private final List<PlanProblem> problems = new ArrayList<>();

  WaveBuilder(String name, Optional<CloudProvider> provider) {
    this.name = name;
    this.groups = new GroupsBuilder(provider);
  }

  /** Adds a group of the plan's cloud, which must be one where we replace the nodes. */
  public WaveBuilder nodeGroup(String group, Consumer<SelfDrivenGroupBuilder> configurer) {
    groups.add(group, configurer);
    return this;
  }

  /** Adds a group whose nodes we replace. */
  public WaveBuilder nodeGroup(
      InstanceProvider provider, String group, Consumer<SelfDrivenGroupBuilder> configurer) {
    groups.add(provider, group, configurer);
    return this;
  }

  /** Adds a group whose nodes the cloud replaces itself, at our word and under our eyes. */
  public WaveBuilder nodeGroup(
      RolloutProvider provider, String group, Consumer<DelegatedGroupBuilder> configurer) {
    groups.add(provider, group, configurer);
    return this;
  }

  /** Adds a node pool, whose provisioner replaces the nodes. */
  public WaveBuilder nodePool(
      NodePoolProvider provider, String pool, Consumer<NodePoolBuilder> configurer) {
    groups.addPool(provider, pool, configurer);
    return this;
  }

  /** Asks this gate before the wave and after its canaries, beside those of the plan. */
  public WaveBuilder gate(HealthGate gate) {
    gates.gate(gate);
    return this;
  }

  /** Begins the wave only once somebody has approved it, which may take 7 days. */
  public WaveBuilder needsApproval() {
    return needsApproval(APPROVAL);
  }

  /** Begins the wave only once somebody has approved it; the run fails if nobody does in time. */
  public WaveBuilder needsApproval(Duration within) {
    Checks.positive(problems, where(), "needsApproval(..)", within);
    this.approval = Optional.ofNullable(within);
    return this;
  }

  Wave build() {
    return new Wave(name, groups.build(), gates.named(), approval);
  }

  List<PlanProblem> problems() {
    List<PlanProblem> all = new ArrayList<>(problems);
    all.addAll(groups.problems());
    all.addAll(gates.problems(where()));
    if (groups.build().isEmpty() && groups.problems().isEmpty()) {
      all.add(
          new PlanProblem(
              where(),
              "it names nothing to upgrade",
              "add a group with nodeGroup(..), or a pool with nodePool(..)"));
    }
    return all;
  }

  private String where() {
    return "wave '" + name + "'";
  }
}
