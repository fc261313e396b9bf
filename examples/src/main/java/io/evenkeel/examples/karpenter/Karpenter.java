package io.evenkeel.examples.karpenter;

import com.google.gson.JsonElement;
import io.evenkeel.examples.controlplane.KubeApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Karpenter's objects through the API server, as one user may change them. Thread-safe. */
public final class Karpenter {
  private static final String CLASSES = "/apis/karpenter.kwok.sh/v1alpha1/kwoknodeclasses";
  private static final String POOLS = "/apis/karpenter.sh/v1/nodepools";
  private static final String CLAIMS = "/apis/karpenter.sh/v1/nodeclaims";

  private final KubeApi api;

  private Karpenter(KubeApi api) {
    this.api = api;
  }

  /** Returns the objects as that user sees and changes them. */
  public static Karpenter as(KubeApi user) {
    return new Karpenter(user);
  }

  /**
   * Makes or changes the class of machines.
   *
   * @param boot how long after its launch a machine registers as a node, in whole seconds; it is
   *     Ready one to two seconds later
   */
  public void nodeClass(String name, Duration boot) throws IOException, InterruptedException {
    String json =
        """
        {"apiVersion": "karpenter.kwok.sh/v1alpha1", "kind": "KWOKNodeClass",
         "metadata": {"name": "%s"}, "spec": {"nodeRegistrationDelay": "%s"}}
        """
            .formatted(name, Text.seconds(boot));
    createOrChange(CLASSES, name, json, json);
  }

  /** Makes a pool, or changes it to be like this. */
  public void pool(PoolManifest pool) throws IOException, InterruptedException {
    createOrChange(POOLS, pool.name(), pool.toJson(), pool.toMergePatch());
  }

  /** Deletes a pool; its nodes are drained and go after it. */
  public void removePool(String name) throws IOException, InterruptedException {
    api.delete(POOLS + "/" + name).orThrow();
  }

  /** Returns the claims of a pool, oldest first. */
  public List<SeenClaim> claims(String pool) throws IOException, InterruptedException {
    String list = api.get(CLAIMS + "?labelSelector=karpenter.sh%2Fnodepool%3D" + pool).orThrow();
    List<SeenClaim> claims = new ArrayList<>();
    for (JsonElement item : Text.json(list).getAsJsonArray("items")) {
      claims.add(SeenClaim.of(item.getAsJsonObject()));
    }
    claims.sort(Comparator.comparing(SeenClaim::createdAt).thenComparing(SeenClaim::name));
    return List.copyOf(claims);
  }

  /** Deletes a claim and does not wait: its node is drained and then terminated. */
  public void removeClaim(String name) throws IOException, InterruptedException {
    api.delete(CLAIMS + "/" + name).orThrow();
  }

  private void createOrChange(String path, String name, String json, String mergePatch)
      throws IOException, InterruptedException {
    KubeApi.Answer created = api.post(path, json);
    if (created.code() == 409) {
      api.patch(path + "/" + name, mergePatch).orThrow();
    } else {
      created.orThrow();
    }
  }
}
