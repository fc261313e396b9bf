package io.evenkeel.examples.joined;

import io.evenkeel.examples.controlplane.KubeApi;
import java.io.IOException;

/** What people and other controllers do to a cluster, with an administrator's rights. */
final class Others {
  private static final String NODE = "/api/v1/nodes/";
  private static final String SHOP = "/namespaces/shop/";
  private static final String STOPS = "evenkeel.io/stops-after";
  private static final int GONE = 404;

  private final KubeApi admin;

  Others(KubeApi admin) {
    this.admin = admin;
  }

  void patchBudget(String name, String patch) throws IOException, InterruptedException {
    admin.patch("/apis/policy/v1" + SHOP + "poddisruptionbudgets/" + name, patch).orThrow();
  }

  void cordon(String node, boolean closed) throws IOException, InterruptedException {
    admin.patch(NODE + node, "{\"spec\":{\"unschedulable\":" + closed + "}}").orThrow();
  }

  /** Writes to every node that is still there. */
  void changeEveryNode(ClusterPicture picture) throws IOException, InterruptedException {
    for (SeenNode node : picture.nodes()) {
      String patch = "{\"metadata\":{\"annotations\":{\"example.com/seen\":\"yes\"}}}";
      KubeApi.Answer answer = admin.patch(NODE + node.name(), patch);
      if (answer.code() != GONE) {
        answer.orThrow();
      }
    }
  }

  /** Gives a finalizer to a pod of that app that has not moved yet; returns the pod's path. */
  String holdBack(ClusterPicture picture, String app, String finalizer)
      throws IOException, InterruptedException {
    String path = "/api/v1" + SHOP + "pods/" + podOf(picture, app).name();
    admin.patch(path, "{\"metadata\":{\"finalizers\":[\"" + finalizer + "\"]}}").orThrow();
    return path;
  }

  /** As {@link #holdBack}, and its containers do not say that they have ended. */
  String holdBackSilently(ClusterPicture picture, String app, String finalizer)
      throws IOException, InterruptedException {
    String path = holdBack(picture, app, finalizer);
    admin.patch(path, "{\"metadata\":{\"annotations\":{\"" + STOPS + "\":\"1h\"}}}").orThrow();
    return path;
  }

  private static SeenPod podOf(ClusterPicture picture, String app) {
    return picture.pods().stream()
        .filter(pod -> pod.up() && app.equals(pod.labels().get("app")))
        .findFirst()
        .orElseThrow();
  }

  void letGo(String pod) throws IOException, InterruptedException {
    String patch = "{\"metadata\":{\"finalizers\":null,\"annotations\":{\"" + STOPS + "\":null}}}";
    admin.patch(pod, patch).orThrow();
  }
}
