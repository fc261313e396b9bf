package io.evenkeel.examples.joined;

import io.evenkeel.examples.controlplane.KubeApi;
import java.io.IOException;

/** What people and other controllers do to a cluster, with an administrator's rights. */
final class Others {
  private static final String NODE = "/api/v1/nodes/";
  private static final String SHOP = "/namespaces/shop/";

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

  void changeEveryNode(ClusterPicture picture) throws IOException, InterruptedException {
    for (SeenNode node : picture.nodes()) {
      String patch = "{\"metadata\":{\"annotations\":{\"example.com/seen\":\"yes\"}}}";
      admin.patch(NODE + node.name(), patch).orThrow();
    }
  }

  /** Gives a finalizer to a pod of that app that has not moved yet; returns the pod's path. */
  String holdBack(ClusterPicture picture, String app, String finalizer)
      throws IOException, InterruptedException {
    SeenPod pod =
        picture.pods().stream()
            .filter(one -> one.up() && app.equals(one.labels().get("app")))
            .findFirst()
            .orElseThrow();
    String path = "/api/v1" + SHOP + "pods/" + pod.name();
    admin.patch(path, "{\"metadata\":{\"finalizers\":[\"" + finalizer + "\"]}}").orThrow();
    return path;
  }

  void letGo(String pod) throws IOException, InterruptedException {
    admin.patch(pod, "{\"metadata\":{\"finalizers\":null}}").orThrow();
  }
}
