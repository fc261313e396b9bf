package io.evenkeel.kubernetes.internal.karpenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.kubernetes.internal.ObjectReader;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenWaitsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String IN_SERVICE =
      "{'type':'Launched','status':'True'},{'type':'Initialized','status':'True'}";
  private static final String DRIFTED = IN_SERVICE + ",{'type':'Drifted','status':'True'}";

  private final List<JsonObject> claims = new ArrayList<>();
  private final Map<String, Node> nodes = new HashMap<>();
  private final List<Pod> pods = new ArrayList<>();
  private final List<Budget> budgets = new ArrayList<>();
  private final BlockedPods blocked = new BlockedPods(node -> pods, namespace -> budgets);
  private final List<Pod> requests = new ArrayList<>();
  private final List<ProvisionerEvent> events = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pdb prevents pod evictions (PodDisruptionBudget=[shop/web])|BUDGET_WAITS_FOR_POD|shop/web",
        "Pdb prevents pod evictions (PodDisruptionBudget=[shop/all])|BUDGET_NEVER_ALLOWS|shop/all",
        "PDB \"shop/web\" prevents pod evictions|BUDGET_WAITS_FOR_POD|shop/web",
        "Eviction does not support multiple PDBs (PodDisruptionBudget(s)=[a/b"
            + " c/d])|SEVERAL_BUDGETS|a/b,c/d",
        "Pod has \"karpenter.sh/do-not-disrupt\" annotation"
            + " (Pod=shop/web-1)|DO_NOT_DISRUPT|shop/web-1",
        "Pod \"shop/web-1\" has \"karpenter.sh/do-not-disrupt\""
            + " annotation|DO_NOT_DISRUPT|shop/web-1",
        "Not all pods would schedule, shop/web-1 => no instance type has enough|NO_ROOM|shop/web-1",
        "NodePool not found (NodePool=web)|PROVISIONER_WAITS|"
      })
  void whatBlocksANodeIsNamedWithItsObjects(String message, Cause cause, String by) {
    // given
    JsonObject claim = claim("a", DRIFTED, true);
    said("NodeClaim", "a", "DisruptionBlocked", message, NOW.minusSeconds(60));
    // when
    List<Obstacle> waits = ofClaim(claim);
    // then
    assertThat(waits).extracting(Obstacle::cause).containsExactly(cause);
    assertThat(waits.get(0).by().stream().map(ObjectKey::path).toList())
        .isEqualTo(by == null ? List.of() : List.of(by.split(",")));
    assertThat(waits.get(0).subject())
        .isEqualTo(ObjectKey.clusterScoped(ObjectKind.NODE, "node-a"));
    assertThat(waits.get(0).remedy()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "true,web,1,1,DO_NOT_DISRUPT",
    "2h,web,1,1,DO_NOT_DISRUPT",
    "30m,web,1,1,",
    "soon,web,1,1,",
    "'',web,0,80%,BUDGET_WAITS_FOR_POD",
    "'',web,0,100%,BUDGET_NEVER_ALLOWS",
    "'',other,0,100%,",
  })
  void podsThatKeepTheNextNodeAreSeenBeforeTheProvisionerSaysSo(
      String annotation, String app, int allowed, String minAvailable, Cause cause) {
    // given
    JsonObject claim = claim("a", DRIFTED, true);
    pods.add(pod(annotation));
    budgets.add(budget("web", app, allowed, minAvailable));
    // then
    assertThat(ofClaim(claim).stream().map(Obstacle::cause).toList())
        .isEqualTo(cause == null ? List.of() : List.of(cause));
  }

  @Test
  void severalBudgetsOfOnePodAreSeen() {
    // given
    JsonObject claim = claim("a", DRIFTED, true);
    pods.add(pod(""));
    budgets.add(budget("one", "web", 3, "1"));
    budgets.add(budget("two", "web", 3, "1"));
    // then
    assertThat(ofClaim(claim)).extracting(Obstacle::cause).containsExactly(Cause.SEVERAL_BUDGETS);
    assertThat(ofClaim(claim).get(0).by()).hasSize(2);
  }

  @Test
  void podsAreNotLookedAtWhileAnythingMovesOrANodeIsHeld() {
    // given
    JsonObject held = claim("b", DRIFTED, true, "'karpenter.sh/do-not-disrupt':'true'");
    pods.add(pod("true"));
    // then
    assertThat(ofClaim(held)).isEmpty();
    // when
    JsonObject next = claim("a", DRIFTED, true);
    claim("c", DRIFTED + ",{'type':'DisruptionReason','status':'True'}", true);
    // then
    assertThat(ofClaim(next)).isEmpty();
  }

  @Test
  void whatPassesByItselfOrWasSaidLongAgoOrOfANodeThatStaysIsNoObstacle() {
    // given
    JsonObject outdated = claim("a", DRIFTED, true);
    JsonObject current = claim("b", IN_SERVICE, true);
    said("Node", "node-a", "DisruptionBlocked", "Node is nominated for a pending pod", NOW);
    said("Node", "node-a", "DisruptionBlocked", "Nodeclaim does not have an associated node", NOW);
    said("Node", "node-b", "DisruptionBlocked", "Pdb prevents pod evictions", NOW);
    // then
    assertThat(ofClaim(outdated)).isEmpty();
    assertThat(ofClaim(current)).isEmpty();
    // when
    events.clear();
    said("Node", "node-a", "DisruptionBlocked", "Pdb prevents", NOW.minusSeconds(200));
    // then
    assertThat(ofClaim(outdated)).isEmpty();
  }

  @Test
  void ourOwnHoldIsNoObstacleAndThatOfOthersIs() {
    // given
    String held = "Disruption is blocked through the \"karpenter.sh/do-not-disrupt\" annotation";
    JsonObject theirs = claim("a", DRIFTED, true, "'karpenter.sh/do-not-disrupt':'true'");
    JsonObject ours =
        claim("b", DRIFTED, true, "'karpenter.sh/do-not-disrupt':'true','evenkeel.io/held':'r'");
    JsonObject nobodys = claim("c", DRIFTED, true);
    for (String name : List.of("a", "b", "c")) {
      said("NodeClaim", name, "DisruptionBlocked", held, NOW);
    }
    // then
    assertThat(ofClaim(theirs)).extracting(Obstacle::cause).containsExactly(Cause.DO_NOT_DISRUPT);
    assertThat(ofClaim(ours)).isEmpty();
    assertThat(ofClaim(nobodys)).isEmpty();
  }

  @Test
  void aDrainThatTakesLongIsToldWithTheTimeAtWhichItEnds() {
    // given
    JsonObject claim =
        json(
            """
            {'metadata':{'name':'a','deletionTimestamp':'2026-03-02T11:55:00Z','annotations':{
              'karpenter.sh/nodeclaim-termination-timestamp':'2026-03-02T12:30:00Z'}},
             'status':{'nodeName':'node-a'}}\
            """);
    claims.add(claim);
    said("Node", "node-a", "FailedDraining", "Failed to drain node, 1 pods", NOW.minusSeconds(60));
    // then
    assertThat(ofClaim(claim)).extracting(Obstacle::cause).containsExactly(Cause.PROVISIONER_WAITS);
    assertThat(ofClaim(claim).get(0).until()).contains(Instant.parse("2026-03-02T12:30:00Z"));
  }

  @Test
  void aNodeThatDoesNotComeIsToldByWhereItStandsStill() {
    // given
    JsonObject noCapacity =
        claim(
            "a",
            "{'type':'Launched','status':'Unknown','reason':'LaunchFailed','message':'no t9'}",
            false);
    JsonObject waiting =
        claim(
            "b", "{'type':'Launched','status':'Unknown','reason':'AwaitingReconciliation'}", false);
    JsonObject lost =
        claim(
            "c",
            """
            {'type':'Launched','status':'True','lastTransitionTime':'2026-03-02T11:50:00Z'},
            {'type':'Registered','status':'Unknown','reason':'NodeNotFound'}\
            """,
            false);
    // then
    assertThat(ofClaim(noCapacity))
        .extracting(Obstacle::what)
        .containsExactly("NodeClaim a cannot be launched: no t9");
    assertThat(ofClaim(waiting)).isEmpty();
    assertThat(ofClaim(lost).get(0).what()).contains("launched 10 min ago and has not registered");
    assertThat(ofPool("'disruption':{'budgets':[]}"))
        .extracting(Obstacle::cause)
        .containsExactly(Cause.NODE_DOES_NOT_COME, Cause.NODE_DOES_NOT_COME);
  }

  @Test
  void aClosedBudgetIsToldWithTheTimeAtWhichItOpens() {
    // given
    claim("a", DRIFTED, true);
    // then
    assertThat(
            ofPool(
                "'disruption':{'budgets':[{'nodes':'0','schedule':'0 9 * * *','duration':'8h'}]}"))
        .singleElement()
        .satisfies(
            wait -> {
              assertThat(wait.cause()).isEqualTo(Cause.POOL_BUDGET_CLOSED);
              assertThat(wait.until()).contains(Instant.parse("2026-03-02T17:00:00Z"));
            });
    Obstacle never = ofPool("'disruption':{'budgets':[{'nodes':'0'}]}").get(0);
    assertThat(never.cause()).isEqualTo(Cause.POOL_BUDGET_NEVER_OPENS);
    assertThat(never.what()).contains("allows no node at any time");
    assertThat(
            ofPool("'disruption':{'budgets':[{'nodes':'0','schedule':'@hourly','duration':'1h'}]}")
                .get(0)
                .cause())
        .isEqualTo(Cause.POOL_BUDGET_NEVER_OPENS);
  }

  @Test
  void nodesThatAreNotReadyUseTheBudgetUp() {
    // given
    claim("a", DRIFTED, true);
    claim("b", DRIFTED, false);
    // then
    assertThat(ofPool("'disruption':{'budgets':[{'nodes':'1'}]}"))
        .extracting(Obstacle::cause)
        .containsExactly(Cause.POOL_BUDGET_CLOSED);
    assertThat(ofPool("'disruption':{'budgets':[{'nodes':'2'}]}")).isEmpty();
  }

  @Test
  void aLimitWithoutRoomForOneMoreNodeIsTold() {
    // given
    claim("a", DRIFTED, true);
    String used = "},'status':{'resources':{'cpu':'8','nodes':'2'}";
    // then
    assertThat(ofPool("'disruption':{'budgets':[]},'limits':{'cpu':'11'}" + used))
        .extracting(Obstacle::cause)
        .containsExactly(Cause.POOL_LIMIT);
    assertThat(ofPool("'disruption':{'budgets':[]},'limits':{'nodes':'2'}" + used))
        .extracting(Obstacle::cause)
        .containsExactly(Cause.POOL_LIMIT);
    assertThat(ofPool("'disruption':{'budgets':[]},'limits':{'cpu':'12','nodes':'3'}" + used))
        .isEmpty();
  }

  @Test
  void noCapacityIsToldUntilANodeComes() {
    // given
    said("NodeClaim", "web-x1", "InsufficientCapacityError", "all zones", NOW.minusSeconds(60));
    // then
    assertThat(ofPool("'disruption':{}"))
        .extracting(Obstacle::cause)
        .containsExactly(Cause.NODE_DOES_NOT_COME);
    // when
    claim(
        "a",
        IN_SERVICE.replace(
            "'True'},{'type':'Init",
            "'True','lastTransitionTime':'2026-03-02T11:59:30Z'},{'type':'Init"),
        true);
    // then
    assertThat(ofPool("'disruption':{}")).isEmpty();
  }

  @Test
  void whatIsSaidOfAPoolWhoseNameIsLongerIsNotToldOfThisOne() {
    // given
    said("NodeClaim", "web-gpu-x1", "InsufficientCapacityError", "all zones", NOW.minusSeconds(60));
    // then
    assertThat(ofPool("'disruption':{}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Failed to schedule pod, all available instance types exceed limits for nodepool:"
            + " web|POOL_LIMIT",
        "Failed to schedule pod, no instance type has enough resources|NODE_DOES_NOT_COME",
        "0/3 nodes are available: 3 Insufficient cpu|"
      })
  void whyNoNodeComesForARequestIsWhatTheProvisionerSaysOfIt(String message, Cause cause) {
    // given
    JsonObject pod = json("{'metadata':{'name':'evenkeel-headroom-web-1'},'spec':{},'status':{}}");
    requests.add(new ObjectReader().pod(pod));
    said("Pod", "evenkeel-headroom-web-1", "FailedScheduling", message, NOW.minusSeconds(30));
    // then
    assertThat(ofPool("'disruption':{}").stream().map(Obstacle::cause).toList())
        .isEqualTo(cause == null ? List.of() : List.of(cause));
  }

  @Test
  void anImageThatTheNodesCannotPullIsTold() {
    // given
    JsonObject pod =
        json(
            """
            {'metadata':{'name':'evenkeel-headroom-web-1'},'spec':{'nodeName':'n'},'status':{
              'containerStatuses':[{'name':'pause','state':{'waiting':{
                'reason':'ImagePullBackOff','message':'no such host'}}}]}}\
            """);
    requests.add(new ObjectReader().pod(pod));
    // then
    assertThat(ofPool("'disruption':{}"))
        .singleElement()
        .satisfies(wait -> assertThat(wait.what()).contains("does not start", "no such host"));
  }

  private List<Obstacle> ofClaim(JsonObject claim) {
    return waits("'disruption':{'budgets':[]}").ofClaim(claim);
  }

  private List<Obstacle> ofPool(String spec) {
    return waits(spec).ofPool();
  }

  private WaitReasons waits(String spec) {
    PoolObject pool = new PoolObject(json("{'metadata':{'name':'web'},'spec':{" + spec + "}}"));
    return new SeenWaits(
        new PoolReading(pool, claims, nodes, requests, NOW),
        events,
        node -> blocked.on(node, NOW),
        budget -> budget.name().equals("all"));
  }

  private JsonObject claim(String name, String conditions, boolean ready, String... annotations) {
    JsonObject claim =
        json(
            """
            {'metadata':{'name':'%s','creationTimestamp':'2026-03-01T00:00:00Z'},
             'status':{'nodeName':'node-%s','capacity':{'cpu':'4'},'conditions':[%s]}}\
            """
                .formatted(name, name, conditions));
    claims.add(claim);
    nodes.put("node-" + name, node("node-" + name, ready, String.join(",", annotations)));
    return claim;
  }

  private static Node node(String name, boolean ready, String annotations) {
    return new ObjectReader()
        .node(
            json(
                """
                {'metadata':{'name':'%s','annotations':{%s}},
                 'status':{'conditions':[{'type':'Ready','status':'%s'}]}}\
                """
                    .formatted(name, annotations, ready ? "True" : "False")));
  }

  private static Pod pod(String annotation) {
    return new ObjectReader()
        .pod(
            json(
                """
                {'metadata':{'name':'web-1','namespace':'shop','labels':{'app':'web'},
                  'annotations':{'karpenter.sh/do-not-disrupt':'%s'}},
                 'status':{'phase':'Running','startTime':'2026-03-02T11:00:00Z'}}\
                """
                    .formatted(annotation)));
  }

  private static Budget budget(String name, String app, int allowed, String minAvailable) {
    return new ObjectReader()
        .budget(
            json(
                """
                {'metadata':{'name':'%s','namespace':'shop'},
                 'spec':{'minAvailable':'%s','selector':{'matchLabels':{'app':'%s'}}},
                 'status':{'disruptionsAllowed':%d,'expectedPods':10,'currentHealthy':8}}\
                """
                    .formatted(name, minAvailable, app, allowed)));
  }

  private void said(String kind, String name, String reason, String message, Instant when) {
    events.add(new ProvisionerEvent(kind, name, "", reason, message, when, when));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }
}
