package io.evenkeel.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
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
        "nodeInfo":{"kubeletVersion":"v1"},"attached":true}}""";

  private final ObjectReader reader = new ObjectReader();

  @Property(tries = 1000)
  void anObjectIsReadWhateverIsInIt(@ForAll Random random) {
    // given
    JsonObject object = JsonParser.parseString(EVERYTHING).getAsJsonObject();
    for (int i = 0; i <= random.nextInt(5); i++) {
      spoil(object, random);
    }
    // when, then
    for (Resource resource : Resource.values()) {
      assertThat(reader.read(resource, object)).as("%s of %s", resource, object).isNotNull();
    }
  }

  /** Replaces something somewhere by something else. */
  private static void spoil(JsonObject object, Random random) {
    List<String> names = new ArrayList<>(object.keySet());
    String name = names.isEmpty() ? "new" : names.get(random.nextInt(names.size()));
    if (object.get(name) instanceof JsonObject child && random.nextInt(4) > 0) {
      spoil(child, random);
    } else if (object.get(name) instanceof JsonArray array && random.nextBoolean()) {
      spoil(array, random);
    } else {
      object.add(name, anything(random));
    }
  }

  private static void spoil(JsonArray array, Random random) {
    if (array.size() > 0 && array.get(0) instanceof JsonObject first) {
      spoil(first, random);
    } else {
      array.add(anything(random));
    }
  }

  private static JsonElement anything(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive(random.nextLong());
      case 2 -> new JsonPrimitive(Double.toString(random.nextDouble()));
      case 3 -> new JsonPrimitive("%");
      case 4 -> new JsonArray();
      case 5 -> JsonParser.parseString("[null,1,\"x\",{}]");
      default -> JsonParser.parseString("{\"a\":null,\"b\":{\"c\":[]}}");
    };
  }
}
