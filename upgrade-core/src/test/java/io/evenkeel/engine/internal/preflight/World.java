package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.MaintenanceWindow;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.WhenStuck;
import io.evenkeel.engine.internal.state.DrainSettings;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.BlockingClusterClient;
import io.evenkeel.spi.BlockingInstanceProvider;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Permission;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** States a small cluster with one group {@code workers} and asks what preflight finds. */
final class World {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private final List<Budget> budgets = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final List<Permission> missing = new ArrayList<>();
  private final List<Finding> fromProvider = new ArrayList<>();
  private final List<String> selected = new ArrayList<>();
  private final List<MaintenanceWindow> windows = new ArrayList<>();
  private Duration soak = Duration.ofSeconds(60);
  private Instant now = Instant.parse("2026-01-05T12:00:00Z");
  private Optional<Duration> joined = Optional.empty();
  private Consumer<SelfDrivenGroupBuilder> limits = group -> {};

  /** Adds nodes of the group, all to be replaced. */
  World with(Node... outdated) {
    for (Node node : outdated) {
      nodes.add(node);
      instances.add(instance(node));
      selected.add(idOf(node));
    }
    return this;
  }

  World withUnselected(Node... current) {
    for (Node node : current) {
      nodes.add(node);
      instances.add(instance(node));
    }
    return this;
  }

  World withNodeOfAnotherGroup(Node node) {
    nodes.add(node);
    return this;
  }

  World withInstanceThatIsNoNode(String id) {
    instances.add(instance(A.node(id)));
    return this;
  }

  World with(Pod... more) {
    pods.addAll(List.of(more));
    return this;
  }

  World with(Budget... more) {
    budgets.addAll(List.of(more));
    return this;
  }

  World with(Workload... more) {
    workloads.addAll(List.of(more));
    return this;
  }

  World notAllowedTo(Permission... permissions) {
    missing.addAll(List.of(permissions));
    return this;
  }

  World providerFinds(Finding finding) {
    fromProvider.add(finding);
    return this;
  }

  World limits(Consumer<SelfDrivenGroupBuilder> configurer) {
    limits = configurer;
    return this;
  }

  World window(MaintenanceWindow window) {
    windows.add(window);
    return this;
  }

  World at(String instant) {
    now = Instant.parse(instant);
    return this;
  }

  World soak(Duration time) {
    soak = time;
    return this;
  }

  /** Each node has joined the cluster so long after its launch. */
  World nodesJoinAfter(Duration time) {
    joined = Optional.of(time);
    return this;
  }

  List<Finding> findings() {
    UpgradePlanBuilder building =
        UpgradePlan.builder()
            .clusterClient(ClusterClient.blocking(silent(BlockingClusterClient.class)))
            .nodeGroup(
                InstanceProvider.blocking(silent(BlockingInstanceProvider.class)),
                "workers",
                limits);
    windows.forEach(building::maintenanceWindow);
    UpgradePlan plan = building.build();
    ClusterSnapshot snapshot =
        new ClusterSnapshot(nodes, pods, budgets, workloads, List.of(), List.of());
    return Preflight.findings(
        plan,
        now,
        snapshot,
        List.of(facts((GroupPlan.SelfDriven) plan.groups().get(0))),
        List.of(),
        Optional.empty(),
        missing);
  }

  /** Returns the only finding of that code. */
  Finding finding(String code) {
    List<Finding> found = findings().stream().filter(f -> f.code().equals(code)).toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one " + code + " in " + findings());
    }
    return found.get(0);
  }

  List<String> codes() {
    return findings().stream().map(Finding::code).toList();
  }

  private GroupFacts facts(GroupPlan.SelfDriven plan) {
    Map<String, String> ids = new TreeMap<>();
    nodes.forEach(node -> node.providerId().ifPresent(id -> ids.put(id, idOf(node))));
    TreeSet<String> zones = new TreeSet<>();
    instances.forEach(instance -> zones.add(instance.zone()));
    List<Instance> members =
        instances.stream().map(i -> joined.map(after -> launched(i, after)).orElse(i)).toList();
    GroupState state =
        new GroupState(
            "workers",
            0,
            instances.size(),
            instances.size(),
            List.copyOf(zones),
            new TemplateVersion("lt-1", "1"),
            List.of(),
            Map.of(),
            members,
            Optional.empty());
    return new GroupFacts(
        plan,
        state,
        Optional.empty(),
        fromProvider,
        selected,
        ids,
        new DrainSettings(Duration.ofMinutes(15), soak, WhenStuck.fail()));
  }

  /** Returns a name that no provider id spells out: only the provider can tell it. */
  private static String idOf(Node node) {
    return "machine of " + node.name();
  }

  private static Instance instance(Node node) {
    return new Instance(
        idOf(node),
        node.zone(),
        Instance.State.IN_SERVICE,
        Optional.of(new TemplateVersion("lt-1", "1")),
        "ami-old",
        "m5.large",
        Optional.empty());
  }

  /** Nodes are there since the beginning of the year. */
  private static Instance launched(Instance instance, Duration before) {
    return new Instance(
        instance.id(),
        instance.zone(),
        instance.state(),
        instance.template(),
        instance.image(),
        instance.type(),
        Optional.of(A.START.minus(before)));
  }

  /** A plug-in that preflight must not ask for anything but its name. */
  private static <T> T silent(Class<T> plugIn) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("name")) {
            return "test";
          }
          throw new AssertionError("preflight called " + method);
        };
    return plugIn.cast(
        Proxy.newProxyInstance(plugIn.getClassLoader(), new Class<?>[] {plugIn}, handler));
  }
}
