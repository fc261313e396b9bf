package io.evenkeel.examples.joined;

import com.google.gson.JsonObject;
import io.evenkeel.examples.controlplane.KubeApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Pods, nodes and budgets as the API server has told them, always whole; whoever listens looks at
 * it after every change. Thread-safe.
 */
final class ClusterPicture implements AutoCloseable {
  private final Map<String, SeenPod> pods = new TreeMap<>();
  private final Map<String, SeenNode> nodes = new TreeMap<>();
  private final Map<String, SeenBudget> budgets = new TreeMap<>();
  private final List<KindWatch> watches = new ArrayList<>();
  private final List<Consumer<ClusterPicture>> listeners = new ArrayList<>();

  static ClusterPicture of(KubeApi api, Consumer<String> trouble)
      throws IOException, InterruptedException {
    ClusterPicture picture = new ClusterPicture();
    picture.watch(api, "/apis/policy/v1/poddisruptionbudgets", picture::budget, trouble);
    picture.watch(api, "/api/v1/nodes", picture::node, trouble);
    picture.watch(api, "/api/v1/pods", picture::pod, trouble);
    return picture;
  }

  /** Is called after every change from now on, and now. */
  synchronized void listen(Consumer<ClusterPicture> newListener) {
    listeners.add(newListener);
    newListener.accept(this);
  }

  synchronized List<SeenPod> pods() {
    return List.copyOf(pods.values());
  }

  synchronized List<SeenNode> nodes() {
    return List.copyOf(nodes.values());
  }

  synchronized List<SeenBudget> budgets() {
    return List.copyOf(budgets.values());
  }

  private void watch(KubeApi api, String path, Change change, Consumer<String> trouble)
      throws IOException, InterruptedException {
    watches.add(KindWatch.start(api, path, told -> enter(told, change), trouble));
  }

  private synchronized void enter(List<KindWatch.Told> told, Change change) {
    for (KindWatch.Told one : told) {
      String uid = Json.text(one.object(), "metadata", "uid");
      change.enter(uid, one.object(), one.type().equals("DELETED"));
    }
    listeners.forEach(listener -> listener.accept(this));
  }

  private void pod(String uid, JsonObject json, boolean gone) {
    put(pods, uid, SeenPod.of(json), gone);
  }

  private void node(String uid, JsonObject json, boolean gone) {
    put(nodes, uid, SeenNode.of(json), gone);
  }

  private void budget(String uid, JsonObject json, boolean gone) {
    put(budgets, uid, SeenBudget.of(json), gone);
  }

  private static <T> void put(Map<String, T> all, String uid, T one, boolean gone) {
    if (gone) {
      all.remove(uid);
    } else {
      all.put(uid, one);
    }
  }

  @Override
  public void close() throws IOException {
    for (KindWatch watch : watches) {
      watch.close();
    }
  }

  /** Takes in one object. */
  @FunctionalInterface
  private interface Change {
    void enter(String uid, JsonObject json, boolean gone);
  }
}
