package io.evenkeel.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A newer server may send anything anywhere; one odd object must not hide a whole cluster. */
class LenientReadingPropertyTest {
  private static final String EVERYTHING =
      """
      {"metadata":{"name":"x","namespace":"d","uid":"u","resourceVersion":"1","generation":3,
        "labels":{"a":"b"},"annotations":{"c":"d"},"finalizers":["f"],
        "creationTimestamp":"2026-01-01T00:00:00Z","deletionTimestamp":"2026-01-01T00:00:00Z",
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","controller":true}]},
       "spec":{"providerID":"p","taints":[{"key":"k","effect":"NoSchedule"}],"replicas":2,
        "selector":{"matchLabels":{"a":"b"},"matchExpressions":[
          {"key":"a","operator":"In","values":["b"]}]},
        "minAvailable":1,"maxUnavailable":"10%","volumeName":"v","drivers":[{"name":"csi"}],
        "strategy":{"rollingUpdate":{"maxUnavailable":"25%"}},
        "source":{"persistentVolumeName":"v"},"externalTrafficPolicy":"Local",
        "nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[]}]}},
        "containers":[{"resources":{"requests":{"cpu":"1"}}}],
        "tolerations":[{"key":"k","operator":"Exists"}],
        "affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
          {"labelSelector":{},"topologyKey":"t"}]}},
        "topologySpreadConstraints":[{"maxSkew":1,"labelSelector":{},"matchLabelKeys":["a"]}],
        "volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"c"}}]},
       "status":{"phase":"Running","allocatable":{"cpu":"1","memory":"1Gi"},
        "conditions":[{"type":"Ready","status":"True"}],"disruptedPods":{"p":"t"},
        "nodeInfo":{"kubeletVersion":"v1"},"attached":true}}\
      """;

  private final ObjectReader reader = new ObjectReader();

  @Property(tries = 1000)
  void anObjectIsReadWhateverIsInIt(@ForAll Random random) {
    // given
    JsonObject object = SpoiledJson.of(EVERYTHING, random);
    // when, then
    for (Resource resource : Resource.values()) {
      assertThat(reader.read(resource, object)).as("%s of %s", resource, object).isNotNull();
    }
  }
}
