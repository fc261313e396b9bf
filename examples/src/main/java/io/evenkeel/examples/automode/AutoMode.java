package io.evenkeel.examples.automode;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.FindingsReport;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.report.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Shows how capacity follows pods in EKS Auto Mode, and how a cluster is upgraded there: the
 * control plane first, then every node, with no pod missed by its budget.
 */
public final class AutoMode {
  private static final String POOL = "general-purpose";
  private static final String FIRST_POD = "nginx";
  private static final String GENERATOR = "load-generator";
  private static final App WEB = App.of("php-apache", 1, 500, 128);
  private static final App MY_APP = App.of("myapp", 10, 1000, 244).spreadByMistake();

  private final Ground ground;
  private final PrintStream out;
  private final Watches watches;
  private final NodeDiary diary;

  AutoMode(Ground ground, PrintStream out) {
    this.ground = ground;
    this.out = out;
    InstantSource clock = ground::now;
    this.watches = new Watches(out, clock);
    this.diary = new NodeDiary(clock);
  }

  /** Runs it on the standard output, where the arguments say. */
  public static int run(String[] args) {
    return AutoModeArguments.run(args);
  }

  int run() {
    ground.seen().listener(watches);
    ground.seen().listener(diary);
    firstPod();
    load();
    myApp();
    UpgradePlan plan = plan();
    check(plan);
    Set<String> before = nodeNames();
    UpgradeOutcome outcome = upgrade(plan);
    describe(before);
    return outcome.succeeded() ? 0 : 1;
  }

  private void firstPod() {
    title("An empty cluster, and a first pod");
    out.printf("Kubernetes %s in Auto Mode, without a node.%n%n", ground.versions().from());
    watches.show(Watches.Shown.NODES_AND_PODS);
    say("kubectl run " + FIRST_POD);
    ground.pod(FIRST_POD);
    awaitReady(FIRST_POD, 1);
    say("kubectl delete pod " + FIRST_POD);
    ground.deletePod(FIRST_POD);
    awaitEmpty();
  }

  private void load() {
    title("Pods follow load, and nodes follow pods");
    Autoscaler scaler = new Autoscaler(ground, out, WEB, GENERATOR);
    watches.show(Watches.Shown.NODES);
    scaler.head();
    ground.deployment(WEB);
    ground.deployment(App.of(GENERATOR, 5, 40, 16));
    awaitReady(GENERATOR, 5);
    awaitReady(WEB.name(), 1);
    scaler.look();
    say("kubectl scale deployment " + GENERATOR + " --replicas 50");
    ground.scale(GENERATOR, 50);
    scaleUntil(scaler, () -> ready(WEB.name()) == 10 && ready(GENERATOR) == 50);
    out.printf("%n%d nodes now run %d pods.%n", nodeNames().size(), ground.seen().pods().size());
    say("kubectl delete deployment " + WEB.name() + " " + GENERATOR);
    ground.deleteDeployment(WEB.name());
    ground.deleteDeployment(GENERATOR);
    awaitEmpty();
  }

  private void scaleUntil(Autoscaler scaler, BooleanSupplier holds) {
    Instant last = ground.now().plus(Duration.ofHours(1));
    while (!holds.getAsBoolean() && ground.now().isBefore(last)) {
      ground.pass(Autoscaler.EVERY);
      scaler.look();
    }
    ground.await("a load that is borne", holds);
    scaler.look();
  }

  private void myApp() {
    title("Ten pods that were meant to be spread");
    out.printf("10 replicas of 1 CPU and 256M; a budget keeps 80%% of them available.%n");
    out.printf(
        "Their topology spread constraints, over zones and over nodes, select app=%s;%n"
            + "the pods are labelled app=%s.%n%n",
        App.SELECTED, MY_APP.name());
    watches.show(Watches.Shown.NODES_AND_PODS);
    ground.deployment(MY_APP);
    ground.budget(MY_APP.name(), "80%");
    awaitReady(MY_APP.name(), MY_APP.replicas());
    long nodes = ground.seen().podsOf(MY_APP.name()).stream().map(Pod::nodeName).distinct().count();
    out.printf(
        "%nThe %d pods are on %s.%n",
        MY_APP.replicas(), nodes == 1 ? "one node" : nodes + " nodes");
  }

  private UpgradePlan plan() {
    return UpgradePlan.builder()
        .clusterClient(ground.client())
        .controlPlane(ground.plane(), plane -> plane.to(ground.versions().to()))
        .nodePool(ground.pools(), POOL, pool -> pool.gated())
        .build();
  }

  private void check(UpgradePlan plan) {
    title("Looked at before the upgrade");
    ClusterFacts facts = ground.facts();
    shown("kubectl get pods -n kube-system", Lookup.pods(ground.seen().pods(), "kube-system"));
    shown("upgrade insights", Lookup.insights(facts.insights()));
    shown("subnets of the cluster", Lookup.subnets(facts));
    shown("trust of the role of the cluster", Lookup.trust(facts));
    shown("add-ons", Lookup.addOns(facts));
    try (Upgrader upgrader = ground.upgrader()) {
      out.print(FindingsReport.of(upgrader.preflight(plan)));
    }
  }

  private UpgradeOutcome upgrade(UpgradePlan plan) {
    title("From " + ground.versions().from() + " to " + ground.versions().to());
    watches.show(Watches.Shown.NODES_AND_PODS);
    UpgradeOutcome outcome;
    try (Upgrader upgrader = ground.upgrader()) {
      outcome = upgrader.start(plan, new ConsoleProgress(out, Terminal.lines())).await();
    }
    out.println();
    out.print(SummaryReport.of(outcome));
    return outcome;
  }

  private void describe(Set<String> before) {
    title("The new node");
    ground.seen().nodes().stream()
        .filter(node -> !before.contains(node.name()))
        .forEach(node -> shown("kubectl describe node " + node.name(), describe(node)));
  }

  private String describe(Node node) {
    List<Pod> pods =
        ground.seen().pods().stream()
            .filter(pod -> pod.nodeName().filter(node.name()::equals).isPresent())
            .toList();
    return NodeDescription.of(node, pods, diary.of(node.name()), ground.now());
  }

  private void awaitReady(String app, int count) {
    ground.await(count + " ready pods of " + app, () -> ready(app) == count);
    ground.pause();
  }

  private void awaitEmpty() {
    ground.await("a cluster without nodes", () -> ground.seen().nodes().isEmpty());
    out.printf("%nNo node is left.%n");
  }

  private long ready(String app) {
    return ground.seen().podsOf(app).stream().filter(Pod::ready).count();
  }

  private Set<String> nodeNames() {
    return ground.seen().nodes().stream().map(Node::name).collect(Collectors.toSet());
  }

  private void title(String text) {
    out.printf("%n%s%n%s%n%n", text, "-".repeat(text.length()));
  }

  private void say(String command) {
    out.printf("$ %s%n", command);
  }

  private void shown(String title, String text) {
    say(title);
    out.println(text);
  }
}
