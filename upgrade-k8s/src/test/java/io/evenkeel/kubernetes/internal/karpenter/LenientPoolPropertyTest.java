package io.evenkeel.kubernetes.internal.karpenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.ObjectReader;
import io.evenkeel.kubernetes.internal.SpoiledJson;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.spi.RolloutGroup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A newer Karpenter may write anything anywhere; its pools are shown all the same. */
class LenientPoolPropertyTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String POOL =
      """
      {"metadata":{"name":"web","uid":"u","resourceVersion":"1","generation":2,
        "creationTimestamp":"2026-01-01T00:00:00Z","labels":{"a":"b"},
        "annotations":{"evenkeel.io/budget":"{\\"nodes\\":\\"2\\"}"},
        "managedFields":[{"time":"2026-01-01T00:00:00Z"}]},
       "spec":{"limits":{"cpu":"10","nodes":"3"},"replicas":2,
        "disruption":{"budgets":[{"nodes":"10%","reasons":["Drifted"],"schedule":"@daily",
          "duration":"1h"},{"nodes":"2"}]},
        "template":{"spec":{"taints":[{"key":"k","effect":"NoSchedule"}],
          "nodeClassRef":{"group":"g","kind":"K","name":"n"}}}},
       "status":{"resources":{"cpu":"8","nodes":"2"},
        "conditions":[{"type":"Ready","status":"False","message":"m"}]}}\
      """;
  private static final String CLAIM =
      """
      {"metadata":{"name":"a","uid":"u","creationTimestamp":"2026-01-01T00:00:00Z",
        "labels":{"topology.kubernetes.io/zone":"z"},"annotations":{"a":"b"}},
       "spec":{"expireAfter":"720h","terminationGracePeriod":"1h"},
       "status":{"nodeName":"node-a","allocatable":{"cpu":"4"},"capacity":{"cpu":"4"},
        "conditions":[{"type":"Launched","status":"True",
          "lastTransitionTime":"2026-01-01T00:00:00Z"},
         {"type":"Initialized","status":"True"},
         {"type":"Drifted","status":"True","reason":"r"}]}}\
      """;
  private static final String EVENT =
      """
      {"involvedObject":{"kind":"NodeClaim","name":"a"},"reason":"DisruptionBlocked",
       "message":"Pdb prevents pod evictions (PodDisruptionBudget=[a/b])",
       "firstTimestamp":"2026-03-02T11:59:00Z","lastTimestamp":"2026-03-02T11:59:00Z",
       "series":{"lastObservedTime":"2026-03-02T11:59:30.000000Z"}}\
      """;
  private static final String NODE =
      """
      {"metadata":{"name":"node-a"},"status":{"conditions":[{"type":"Ready","status":"True"}]}}\
      """;
  private static final String REQUEST =
      """
      {"metadata":{"name":"evenkeel-headroom-web-1","namespace":"kube-system"},"spec":{}}\
      """;

  private final ObjectReader reader = new ObjectReader();

  @Property(tries = 1000)
  void aPoolIsShownWhateverIsInIt(@ForAll Random random) {
    // given
    JsonObject pool = SpoiledJson.of(POOL, random);
    JsonObject claim = SpoiledJson.of(CLAIM, random);
    Node node = reader.node(SpoiledJson.of(NODE, random));
    Pod request = reader.pod(SpoiledJson.of(REQUEST, random));
    PoolReading reading =
        new PoolReading(
            new PoolObject(pool), List.of(claim), Map.of("node-a", node), List.of(request), NOW);
    List<ProvisionerEvent> events = List.of(ProvisionerEvent.read(SpoiledJson.of(EVENT, random)));
    // when
    RolloutGroup group =
        PoolView.of(reading, new SeenWaits(reading, events, there -> List.of(), budget -> false));
    // then
    assertThat(group.pool()).as("%s with %s", pool, claim).isPresent();
    assertThat(Candidates.anythingIsSlow(reading)).isIn(true, false);
    assertThat(NodeRoom.of(reading, Optional.empty(), there -> List.of(request))).isNotNull();
    assertThat(HeadroomPod.of(new HeadroomPod.Where("n", "i"), "1", reading.pool(), Resources.NONE))
        .isNotNull();
    assertThat(PoolOwner.of(reading.pool())).isNotNull();
  }
}
