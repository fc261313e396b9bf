package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeSummary;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Taint;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OracleTest {
  private static final Taint OUTDATED =
      new Taint("evenkeel.io/outdated", "", Taint.Effect.PREFER_NO_SCHEDULE);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String TERMINATE = "autoscaling:TerminateInstanceInAutoScalingGroup";

  private final OracleWorld world = new OracleWorld(0, 1);

  @Test
  void aRunThatKeepsToEverythingIsNotAccused() {
    // given
    List<String> old = world.workers().instances().stream().map(CloudInstance::id).toList();
    List<String> names = old.stream().map(world::nodeOf).map(Node::name).toList();
    int moving = names.stream().mapToInt(n -> world.myappOn(world.cluster.node(n)).size()).sum();
    names.forEach(
        n -> world.patches(world.cluster.node(n), NodePatch.nothing().addTaint(OUTDATED)));
    world.pointsAt("ami-new", Joining.BECOMES_READY);

    // when each node makes room for a new one
    world.resizes(4, 4);
    world.passes(Duration.ofMinutes(3));
    for (int n = 0; n < 3; n++) {
      Node node = world.cluster.node(names.get(n));
      world.patches(node, NodePatch.nothing().cordon());
      world.passes(Duration.ofSeconds(5));
      world.drains(node);
      boolean last = n == 2;
      world.terminates(old.get(n), last ? AfterTermination.GIVE_BACK : AfterTermination.REPLACE);
      world.passes(Duration.ofMinutes(3));
    }
    world.resizes(3, 3);
    world.passes(MINUTE);

    // then
    assertThat(world.succeeds().oracle.violations()).isEmpty();
    assertThat(world.oracle.evictions()).containsEntry("Deployment default/myapp", moving);
    assertThat(world.oracle.relandings()).isZero();
    assertThat(world.workers().instances()).noneMatch(i -> old.contains(i.id()));
  }

  @Test
  void anEvictionIsSentAlthoughTheSenderKnowsThatNoneIsAllowed() {
    // given one that is down already
    List<Pod> pods = world.cluster.podsOf("myapp");
    world.evicts(pods.get(0));
    world.passes(Duration.ofMillis(500));

    // when
    world.evicts(pods.get(1));
    world.passes(Duration.ofMillis(500));

    // then
    assertThat(world.oracle.violations())
        .filteredOn(v -> v.invariant() == Invariant.BUDGET)
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.what()).contains("PodDisruptionBudget default/myapp wants 5");
              assertThat(v.seed()).isEqualTo(7);
              assertThat(v.at()).isAfter(VirtualTimeline.START);
            });
  }

  @Test
  void aPodIsKnownAlthoughTheWatchGoesBackToTheOneThatHadItsNameBefore() {
    // given
    OracleWorld stateful =
        new OracleWorld(
            3,
            0,
            world ->
                world
                    .cluster
                    .statefulSet("db", db -> db.replicas(3))
                    .budget("db", budget -> budget.maxUnavailable("1"))
                    .settle());
    stateful.evicts(stateful.cluster.podsOf("db").get(0));
    stateful.passes(Duration.ofSeconds(1));

    // when
    stateful.cluster.faults().timeTravel(Duration.ofSeconds(30), MINUTE);
    stateful.passes(Duration.ofSeconds(35));
    stateful.evicts(stateful.cluster.podsOf("db").get(1));
    stateful.passes(Duration.ofSeconds(1));

    // then
    assertThat(stateful.oracle.violations()).isEmpty();
    assertThat(stateful.oracle.evictions()).containsEntry("StatefulSet default/db", 2);
  }

  @Test
  void podsAreTakenPastTheirBudgetByDeletingThem() {
    // when
    world.oracle.mayDelete();
    List<Pod> pods = world.cluster.podsOf("myapp");
    world.deletes(pods.get(0), Duration.ofSeconds(30));
    world.deletes(pods.get(1), Duration.ofSeconds(30));
    world.passes(Duration.ofSeconds(1));

    // then both the sending and the effect are seen
    assertThat(world.oracle.violations())
        .filteredOn(v -> v.invariant() == Invariant.BUDGET)
        .extracting(OracleViolation::what)
        .anyMatch(what -> what.contains("was sent although"))
        .anyMatch(what -> what.contains("was taken down while 1 of its fellows"));
  }

  @Test
  void aPodThatIsOneMoreThanThereShouldBeMayBeTakenAlthoughNoneMayBeMissing() {
    // given
    OracleWorld lenient = new OracleWorld(1, 0);
    lenient.cluster.edit().limit("myapp", new Budget.Limit.MaxUnavailable(PodShare.parse("0")));
    lenient.passes(MINUTE);

    // when others want fewer pods, and one is evicted before their controller takes one away
    while (!hasOneMoreThanItShould(lenient)) {
      lenient.passes(MINUTE);
      lenient.cluster.edit().scale(ObjectKind.DEPLOYMENT, "myapp", 6);
      lenient.passes(MINUTE);
      lenient.cluster.edit().scale(ObjectKind.DEPLOYMENT, "myapp", 5);
      lenient.timeline.runUntil(() -> hasOneMoreThanItShould(lenient), MINUTE);
    }
    lenient.evicts(lenient.cluster.podsOf("myapp").get(0));
    lenient.passes(MINUTE);

    // then
    assertThat(lenient.oracle.evictions()).containsEntry("Deployment default/myapp", 1);
    assertThat(lenient.oracle.violations()).isEmpty();
  }

  private static boolean hasOneMoreThanItShould(OracleWorld world) {
    boolean allHealthy = world.cluster.podsOf("myapp").stream().noneMatch(Pod::terminating);
    return allHealthy && world.cluster.budget("myapp").status().disruptionsAllowed() == 1;
  }

  @Test
  void whatOthersDoIsNoViolation() {
    // when somebody else deletes pods, scales, labels a node and changes the group
    world.cluster.podsOf("myapp").forEach(pod -> world.cluster.edit().deletePod(pod));
    world.cluster.edit().patch(world.node(0).name(), NodePatch.nothing().label("team", "blue"));
    world.cloud.group("workers").resize(0, 9, 6);
    world.cloud.group("workers").suspend(List.of("AZRebalance"));
    world.passes(Duration.ofMinutes(5));

    // then
    world.evicts(world.cluster.podsOf("myapp").get(0));
    world.passes(MINUTE);
    world.patches(world.node(0), NodePatch.nothing().uncordon());
    assertThat(world.succeeds().violated()).doesNotContain(Invariant.BUDGET, Invariant.GIVEN_BACK);
  }

  @Test
  void whatOthersSetWhileTheSameCallOfTheRunIsUnderWayIsTheirsOnceThatIsRefused() {
    // when
    world.resizes(new Resize(3, 3, 4, 4));
    world.cloud.group("workers").resize(0, 4, 4);
    world.passes(MINUTE);

    // then the run may raise it by its own surge, and has only that to give back
    world.resizes(5, 5);
    world.passes(MINUTE);
    world.terminates(world.instance(4), AfterTermination.GIVE_BACK);
    world.passes(MINUTE);
    world.resizes(4, 4);
    world.passes(MINUTE);
    assertThat(world.succeeds().violated())
        .doesNotContain(Invariant.MAX_SURGE, Invariant.GIVEN_BACK);
  }

  @Test
  void aRaiseThatWasSeenAndThenUndoneByOthersIsAskedForAgain() {
    // given
    world.resizes(4, 4);
    world.passes(MINUTE);
    world.observes();

    // when
    world.cloud.group("workers").resize(0, 3, 3);
    world.passes(MINUTE);
    world.observes();
    world.resizes(4, 4);
    world.passes(MINUTE);

    // then
    assertThat(world.violated()).contains(Invariant.MAX_SURGE);
  }

  @Test
  void aNodeIsDrainedAlthoughNoneMayBeMissing() {
    world.evicts(world.myappOn(world.node(0)).get(0));

    assertThat(world.violated()).containsExactly(Invariant.MAX_UNAVAILABLE);
    assertThat(world.oracle.violations().get(0).what()).contains("of which 3 must remain");
  }

  @Test
  void whatAnAnswerTellsOfANodeIsKnownBeforeTheWatchTellsIt() {
    // given a new node, of which the watch tells late
    world.pointsAt("ami-new", Joining.BECOMES_READY);
    world.resizes(4, 4);
    world.cluster.faults().slowWatch(ObjectKind.NODE, Duration.ofHours(1), Duration.ofHours(1));
    world.passes(Duration.ofMinutes(5));
    String fresh = world.instance(3);

    // when
    world.patches(world.nodeOf(fresh), NodePatch.nothing().label("seen", "yes"));
    world.passes(Duration.ofSeconds(1));
    world.evicts(world.myappOn(world.node(0)).get(0));

    // then
    assertThat(world.violated()).isEmpty();
  }

  @Test
  void aPlaceForTheCanaryThatOthersTakeAwayMayBeMadeAnew() {
    // given a place that is gone before a new node has come into it
    OracleWorld inPlace = new OracleWorld(2, 0);
    List<String> old = inPlace.workers().instances().stream().map(CloudInstance::id).toList();
    inPlace.pointsAt("ami-new", Joining.BECOMES_READY);
    inPlace.terminates(old.get(0), AfterTermination.REPLACE);
    inPlace.passes(Duration.ofMillis(200));
    inPlace.cloud.group("workers").setDesired(2);
    inPlace.passes(MINUTE);
    assertThat(inPlace.workers().instances()).hasSize(2);

    // when
    inPlace.terminates(old.get(1), AfterTermination.REPLACE);
    assertThat(inPlace.violated()).doesNotContain(Invariant.CANARY);
    inPlace.terminates(old.get(2), AfterTermination.REPLACE);

    // then
    assertThat(inPlace.violated()).as("one place is enough").contains(Invariant.CANARY);
  }

  @Test
  void askingForTheEndOfANodeThatOthersHaveTakenMakesNoRoomForTheCanary() {
    // given a node that is on its way out already
    OracleWorld inPlace = new OracleWorld(2, 0);
    List<String> old = inPlace.workers().instances().stream().map(CloudInstance::id).toList();
    inPlace.pointsAt("ami-new", Joining.BECOMES_READY);
    inPlace.cloud.group("workers").setDesired(2);
    inPlace.passes(MINUTE);
    List<String> left = inPlace.workers().instances().stream().map(CloudInstance::id).toList();
    String taken = old.stream().filter(id -> !left.contains(id)).findFirst().orElseThrow();

    // when
    inPlace.terminates(taken, AfterTermination.REPLACE);
    inPlace.terminates(left.get(0), AfterTermination.REPLACE);
    assertThat(inPlace.violated()).doesNotContain(Invariant.CANARY);
    inPlace.terminates(left.get(1), AfterTermination.REPLACE);

    // then
    assertThat(inPlace.violated()).as("one place is enough").contains(Invariant.CANARY);
  }

  @Test
  void aPlaceForTheCanaryThatOthersHaveFilledLikeTheOldOnesMayBeMadeAnew() {
    // given a place into which nothing of the target has come before others turn the group back
    OracleWorld inPlace = new OracleWorld(2, 0);
    List<String> old = inPlace.workers().instances().stream().map(CloudInstance::id).toList();
    TemplateVersion first = inPlace.workers().pointer();
    inPlace.pointsAt("ami-new", Joining.BECOMES_READY);
    List.of("a", "b", "c").forEach(zone -> inPlace.cloud.zoneHasCapacity(zone, false));
    inPlace.terminates(old.get(0), AfterTermination.REPLACE);
    inPlace.passes(MINUTE);
    inPlace.cloud.group("workers").point(first);
    List.of("a", "b", "c").forEach(zone -> inPlace.cloud.zoneHasCapacity(zone, true));
    inPlace.passes(Duration.ofMinutes(10));
    assertThat(inPlace.workers().instances()).hasSize(3).allMatch(i -> i.template().equals(first));

    // when
    inPlace.terminates(old.get(1), AfterTermination.REPLACE);
    assertThat(inPlace.violated()).doesNotContain(Invariant.CANARY);
    inPlace.terminates(old.get(2), AfterTermination.REPLACE);

    // then
    assertThat(inPlace.violated()).as("one place is enough").contains(Invariant.CANARY);
  }

  @Test
  void aPlaceWhereTheCanaryWasLostAndOneLikeTheOldOnesHasComeMayBeMadeAnew() {
    // given a new node that is lost once the group launches as before again
    OracleWorld inPlace = new OracleWorld(2, 0);
    List<String> old = inPlace.workers().instances().stream().map(CloudInstance::id).toList();
    TemplateVersion first = inPlace.workers().pointer();
    inPlace.pointsAt("ami-new", Joining.BECOMES_READY);
    inPlace.terminates(old.get(0), AfterTermination.REPLACE);
    inPlace.passes(Duration.ofSeconds(2));
    inPlace.pointsBackTo(first);
    inPlace.cloud.group("workers").loseMachine(inPlace.launchedBut(old));
    inPlace.passes(Duration.ofMinutes(10));
    assertThat(inPlace.workers().instances()).hasSize(3).allMatch(i -> i.template().equals(first));

    // when
    inPlace.terminates(old.get(1), AfterTermination.REPLACE);
    assertThat(inPlace.violated()).doesNotContain(Invariant.CANARY);
    inPlace.terminates(old.get(2), AfterTermination.REPLACE);

    // then
    assertThat(inPlace.violated()).as("one place is enough").contains(Invariant.CANARY);
  }

  @Test
  void whatOthersDoJustAsTheRunWasToldItIsDoneGivesBackWhatItHadBorrowed() {
    // given
    String surge = borrowedAndReturnedInVain();
    world.passes(MINUTE);

    // when
    othersTake(surge);

    // then
    assertThat(world.workers().desired()).isEqualTo(3);
    assertThat(world.succeeds().violated()).doesNotContain(Invariant.GIVEN_BACK);
  }

  @Test
  void whatOthersDoLongAfterTheRunWasToldItIsDoneIsTheirs() {
    // given
    String surge = borrowedAndReturnedInVain();
    world.passes(Duration.ofMinutes(5));

    // when
    othersTake(surge);

    // then
    assertThat(world.succeeds().violated()).contains(Invariant.GIVEN_BACK);
  }

  /** Returns the instance whose termination was confirmed, and has not come about. */
  private String borrowedAndReturnedInVain() {
    world.resizes(4, 4);
    world.passes(Duration.ofMinutes(5));
    String surge = world.instance(3);
    world.cloud.faults().next(TERMINATE, 1, new CloudFault.PretendSuccess());
    world.terminates(surge, AfterTermination.GIVE_BACK);
    return surge;
  }

  private void othersTake(String instance) {
    world.cloud.group("workers").terminate(instance, AfterTermination.GIVE_BACK);
    world.passes(MINUTE);
    world.resizes(3, 3);
    world.passes(MINUTE);
  }

  @Test
  void aDrainThatWasRefusedHasTakenNoNodeAway() {
    // given
    OracleWorld lenient = new OracleWorld(1, 0);
    lenient.cluster.faults().throttle(Permission.of("patch", "", "nodes"), 1, Duration.ZERO);
    NodePatch drain =
        NodePatch.nothing()
            .cordon()
            .annotate("evenkeel.io/draining-since", lenient.timeline.now().toString());

    // when
    lenient.patches(lenient.node(0), drain);
    lenient.passes(MINUTE);
    lenient.evicts(lenient.myappOn(lenient.node(1)).get(0));

    // then
    assertThat(lenient.oracle.violations()).isEmpty();
  }

  @Test
  void oneNodeMayBeMissingAndASecondMayNot() {
    // given
    OracleWorld lenient = new OracleWorld(1, 0);

    // when
    lenient.evicts(lenient.myappOn(lenient.node(0)).get(0));
    assertThat(lenient.oracle.violations()).isEmpty();
    lenient.passes(MINUTE);
    lenient.evicts(lenient.myappOn(lenient.node(1)).get(0));

    // then
    assertThat(lenient.violated()).containsExactly(Invariant.MAX_UNAVAILABLE);
  }

  @Test
  void aNodeThatIsUnavailableAlreadyMayBeTaken() {
    // given
    Node closed = world.node(0);
    world.cluster.edit().patch(closed.name(), NodePatch.nothing().cordon());
    world.passes(Duration.ofSeconds(5));

    // when
    world.evicts(world.myappOn(closed).get(0));

    // then
    assertThat(world.oracle.violations()).isEmpty();
  }

  @Test
  void aNodeThatIsReopenedIsAvailableAgain() {
    // given
    OracleWorld lenient = new OracleWorld(1, 0);
    Node first = lenient.node(0);
    lenient.patches(first, NodePatch.nothing().cordon());
    lenient.passes(Duration.ofSeconds(5));
    lenient.evicts(lenient.myappOn(first).get(0));
    lenient.passes(MINUTE);

    // when
    lenient.patches(lenient.node(0), NodePatch.nothing().uncordon());
    lenient.passes(Duration.ofSeconds(5));
    lenient.evicts(lenient.myappOn(lenient.node(1)).get(0));

    // then
    assertThat(lenient.oracle.violations()).isEmpty();
  }

  @Test
  void moreInstancesAreAskedForThanThePlanAllows() {
    world.resizes(5, 5);
    world.passes(MINUTE);

    assertThat(world.violated()).containsExactly(Invariant.MAX_SURGE);
  }

  @Test
  void surgeIsCountedAboveWhatOthersHaveAskedForMeanwhile() {
    // given
    world.cloud.group("workers").resize(0, 9, 5);
    world.passes(MINUTE);

    // when
    world.resizes(6, 9);
    world.passes(MINUTE);

    // then
    assertThat(world.oracle.violations()).isEmpty();
    assertThat(world.workers().present()).isEqualTo(6);
  }

  @Test
  void anInstanceIsTerminatedUnderItsPods() {
    world.resizes(4, 4);
    world.passes(Duration.ofMinutes(3));
    world.terminates(world.instance(0), AfterTermination.GIVE_BACK);
    world.passes(MINUTE);

    assertThat(world.violated()).containsExactly(Invariant.EMPTY_BEFORE_GONE);
  }

  @Test
  void theGroupIsShrunkSoThatItChoosesWhomToTerminate() {
    // given others who let it grow, unseen by the run
    world.cloud.describesLag(Duration.ofMinutes(30));
    world.cloud.group("workers").resize(0, 9, 5);
    world.passes(Duration.ofMinutes(3));

    // when
    world.resizes(new Resize(3, 3, 3, 4));
    world.passes(MINUTE);

    // then
    assertThat(world.violated()).contains(Invariant.EMPTY_BEFORE_GONE);
  }

  @Test
  void aPodIsDeletedWithoutGraceAndWithoutLeave() {
    world.deletes(world.cluster.podsOf("myapp").get(0), Duration.ZERO);

    assertThat(world.oracle.violations())
        .filteredOn(v -> v.invariant() == Invariant.GENTLE)
        .extracting(OracleViolation::what)
        .anyMatch(what -> what.contains("grace of PT0S"))
        .anyMatch(what -> what.contains("which no policy of this run may do"));
  }

  @Test
  void nothingIsGivenBack() {
    // when
    world.patches(
        world.node(0),
        NodePatch.nothing()
            .cordon()
            .addTaint(OUTDATED)
            .label("node.kubernetes.io/exclude-from-external-load-balancers", ""));
    world.resizes(4, 4);
    world.suspendsAndMarks("AZRebalance", "run");
    world.passes(Duration.ofMinutes(3));

    // then
    assertThat(world.succeeds().oracle.violations())
        .filteredOn(v -> v.invariant() == Invariant.GIVEN_BACK)
        .extracting(OracleViolation::what)
        .anyMatch(
            what ->
                what.contains("exclude-from-external-load-balancers")
                    && what.contains("taint evenkeel.io/outdated")
                    && what.contains("cordon"))
        .anyMatch(what -> what.contains("desired size is off by 1"))
        .anyMatch(what -> what.contains("maximum is off by 1"))
        .anyMatch(what -> what.contains("[AZRebalance] are left suspended"))
        .anyMatch(what -> what.contains("tags [evenkeel.io/run]"));
  }

  @Test
  void aQuarantinedNodeKeepsItsMarks() {
    world.patches(world.node(0), NodePatch.nothing().cordon().addTaint(OUTDATED));
    world.passes(Duration.ofSeconds(5));

    assertThat(world.succeedsButFor(world.node(0).name()).oracle.violations()).isEmpty();
  }

  @Test
  void somebodyElsesMarkIsTakenAway() {
    // given
    world
        .cluster
        .edit()
        .patch(world.node(0).name(), NodePatch.nothing().cordon().label("team", "blue"));
    world.passes(Duration.ofSeconds(5));

    // when
    world.patches(world.node(0), NodePatch.nothing().uncordon().removeLabel("team"));

    // then
    assertThat(world.oracle.violations())
        .extracting(OracleViolation::what)
        .anyMatch(what -> what.contains("somebody else's label team=blue"))
        .anyMatch(what -> what.contains("somebody else's cordon"));
  }

  @Test
  void aPodIsEvictedTwice() {
    Pod pod = world.cluster.podsOf("myapp").get(0);
    world.evicts(pod);
    world.passes(Duration.ofMillis(500));
    world.evicts(pod);

    assertThat(world.violated()).contains(Invariant.ONE_AT_A_TIME);
  }

  @Test
  void aNodeIsWrittenToTwiceAtOnce() {
    world.patches(world.node(0), NodePatch.nothing().annotate("evenkeel.io/run", "1"));
    world.patches(world.node(0), NodePatch.nothing().annotate("evenkeel.io/rung", "1"));

    assertThat(world.violated()).containsExactly(Invariant.ONE_AT_A_TIME);
  }

  @Test
  void aNodeThatWasNotSelectedIsTouched() {
    // given
    world.oracle.selected("workers", List.of(world.instance(0)));

    // when
    world.patches(world.node(1), NodePatch.nothing().addTaint(OUTDATED));

    // then
    assertThat(world.oracle.violations())
        .singleElement()
        .satisfies(v -> assertThat(v.what()).contains("although it was not selected"));
  }

  @Test
  void aNodeOfAnotherGroupIsTouched() {
    Node other = world.nodeOf(world.cloud.group("others").state().instances().get(0).id());
    world.patches(other, NodePatch.nothing().addTaint(OUTDATED));

    assertThat(world.violated()).containsExactly(Invariant.SELECTED_ONLY);
  }

  @Test
  void aNodeThatTheRunHasAddedIsDrained() {
    // given
    world.resizes(4, 4);
    world.passes(Duration.ofMinutes(3));
    Node added = world.node(3);
    world.cluster.edit().deletePod(world.myappOn(world.node(0)).get(0));
    world.passes(MINUTE);

    // when
    world.evicts(world.myappOn(added).get(0));

    // then
    assertThat(world.violated()).containsExactly(Invariant.SELECTED_ONLY);
  }

  @Test
  void aBadImageReachesMoreThanTheCanary() {
    // given
    OracleWorld wide = new OracleWorld(1, 2);
    wide.pointsAt("ami-bad", Joining.NEVER_READY);

    // when two are launched, and an old one goes before any of them is usable
    wide.resizes(5, 5);
    wide.passes(Duration.ofMinutes(3));
    wide.drains(wide.node(0));
    wide.terminates(wide.instance(0), AfterTermination.REPLACE);
    wide.passes(MINUTE);

    // then
    assertThat(wide.fails(FailureReason.CANARY_FAILED).oracle.violations())
        .filteredOn(v -> v.invariant() == Invariant.CANARY)
        .extracting(OracleViolation::what)
        .anyMatch(what -> what.contains("were launched before one of them was usable"))
        .anyMatch(what -> what.contains("was terminated before a new node was usable"))
        .anyMatch(what -> what.contains("although the canary did not pass"));
  }

  @Test
  void aCanaryIsCalledProvenInTheLeaseBeforeItIs() {
    // when
    var unused =
        world
            .oracle
            .client()
            .writeLease(
                new LeaseRecord(
                    "evenkeel-upgrade",
                    "process",
                    world.timeline.now(),
                    world.timeline.now(),
                    MINUTE,
                    0,
                    Map.of("run", "run-1", "marks.workers", "group=workers\ncanary=passed"),
                    ""));

    // then
    assertThat(world.oracle.violations())
        .extracting(OracleViolation::what)
        .anyMatch(what -> what.contains("taken as proven although no new node was usable yet"));
  }

  @Test
  void whatOthersPutOnANodeAnewIsTheirs() {
    // given
    Node node = world.node(0);
    world.patches(node, NodePatch.nothing().cordon());
    world.passes(MINUTE);
    world.patches(node, NodePatch.nothing().uncordon());
    world.passes(MINUTE);

    // when
    world.cluster.edit().patch(node.name(), NodePatch.nothing().cordon());
    world.passes(MINUTE);

    // then
    assertThat(world.succeeds().oracle.violations()).isEmpty();
  }

  @Test
  void podsAreMovedTwice() {
    // given
    OracleWorld careless = new OracleWorld(3, 0);
    careless.oracle.relandingsAtMost(0);

    // when evicted pods land on the next node to be drained
    for (int n = 0; n < 3; n++) {
      careless.patches(careless.node(n), NodePatch.nothing().cordon());
      careless.passes(Duration.ofSeconds(5));
      careless.drains(careless.node(n));
    }

    // then
    assertThat(careless.oracle.relandings()).isPositive();
    assertThat(careless.succeeds().violated()).contains(Invariant.MOVED_ONCE);
  }

  @Test
  void aMovedPodIsMovedAgainFromANodeThatWasNotMarked() {
    // given
    OracleWorld careless = new OracleWorld(3, 0);
    careless.oracle.allMustGo("workers");

    // when
    for (int n = 0; n < 3; n++) {
      careless.patches(careless.node(n), NodePatch.nothing().cordon());
      careless.passes(Duration.ofSeconds(5));
      careless.drains(careless.node(n));
    }

    // then
    assertThat(careless.oracle.violations())
        .extracting(OracleViolation::what)
        .anyMatch(what -> what.contains("which the run had not marked as outdated"));
  }

  @Test
  void aRunThatTheOracleCannotSeeIsNotJudged() {
    OracleWorld unused = new OracleWorld(0, 1);
    Oracle blind = Oracle.watching(unused.cluster, unused.cloud);
    UpgradeOutcome outcome =
        new UpgradeOutcome.Succeeded(
            new UpgradeSummary("run", unused.timeline.now(), unused.timeline.now(), List.of()));

    assertThatThrownBy(() -> blind.ended(outcome))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not use its client() and provider()");
  }
}
