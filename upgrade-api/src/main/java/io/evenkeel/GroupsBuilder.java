package io.evenkeel;

import io.evenkeel.spi.CloudProvider;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects the groups of a plan or of a wave, with what is wrong with them. */
final class GroupsBuilder {
  private final Optional<CloudProvider> defaultProvider;
  private final List<GroupPlan> groups = new ArrayList<>();
  private final List<PlanProblem> problems = new ArrayList<>();

  GroupsBuilder(Optional<CloudProvider> defaultProvider) {
    this.defaultProvider = defaultProvider;
  }

  void add(String name, Consumer<SelfDrivenGroupBuilder> configurer) {
    if (defaultProvider.orElse(null) instanceof InstanceProvider instances) {
      add(instances, name, configurer);
    } else {
      problems.add(
          new PlanProblem(
              "node group '" + name + "'",
              "the plan names no cloud where the library replaces nodes itself",
              "call cloudProvider(..) with an InstanceProvider before nodeGroup(..), or name the"
                  + " provider in nodeGroup(provider, name, ..)"));
    }
  }

  void add(InstanceProvider provider, String name, Consumer<SelfDrivenGroupBuilder> configurer) {
    if (complete("node group", provider, name, configurer)) {
      SelfDrivenGroupBuilder group = new SelfDrivenGroupBuilder(name, provider);
      configurer.accept(group);
      problems.addAll(group.problems());
      groups.add(group.build());
    }
  }

  void add(RolloutProvider provider, String name, Consumer<DelegatedGroupBuilder> configurer) {
    if (complete("node group", provider, name, configurer)) {
      DelegatedGroupBuilder group = new DelegatedGroupBuilder(name, provider);
      configurer.accept(group);
      problems.addAll(group.problems());
      groups.add(group.build());
    }
  }

  void addPool(NodePoolProvider provider, String name, Consumer<NodePoolBuilder> configurer) {
    if (complete("node pool", provider, name, configurer)) {
      NodePoolBuilder pool = new NodePoolBuilder(name, provider);
      configurer.accept(pool);
      problems.addAll(pool.problems());
      groups.add(pool.build());
    }
  }

  private boolean complete(
      String kind, CloudProvider provider, String name, Consumer<?> configurer) {
    int before = problems.size();
    String where = kind + " '" + name + "'";
    if (Checks.present(problems, where, "its provider", provider)) {
      Checks.named(problems, where, "its provider", provider::name);
    }
    Checks.present(problems, where, "its name", name);
    Checks.present(problems, where, "its configurer", configurer);
    return problems.size() == before;
  }

  List<GroupPlan> build() {
    return groups;
  }

  List<PlanProblem> problems() {
    return problems;
  }
}
