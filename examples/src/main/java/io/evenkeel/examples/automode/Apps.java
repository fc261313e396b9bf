package io.evenkeel.examples.automode;

import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.model.Node;
import java.io.IOException;

/** What the walk-through runs on a real cluster, in the namespace {@code default}. Thread-safe. */
final class Apps {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
  private static final String BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
  private static final int NOT_FOUND = 404;

  private final KubeApi api;

  Apps(KubeApi api) {
    this.api = api;
  }

  void pod(String name) throws IOException, InterruptedException {
    post(
        PODS,
        """
        {"metadata": {"name": "%1$s", "labels": {"app": "%1$s"}}, "spec": %2$s}
        """
            .formatted(name, spec(App.of(name, 1, 250, 128))));
  }

  void deployment(App app) throws IOException, InterruptedException {
    post(
        DEPLOYMENTS,
        """
        {"metadata": {"name": "%1$s"},
         "spec": {"replicas": %2$d, "selector": {"matchLabels": {"app": "%1$s"}},
           "template": {"metadata": {"labels": {"app": "%1$s"}}, "spec": %3$s}}}
        """
            .formatted(app.name(), app.replicas(), spec(app)));
  }

  private static String spec(App app) {
    return """
    {"containers": [{"name": "main", "image": "none",
      "resources": {"requests": {"cpu": "%dm", "memory": "%dMi"}}}],
     "topologySpreadConstraints": [%s]}
    """
        .formatted(app.cpuMillis(), app.memoryMib(), spreads(app.spread()));
  }

  private static String spreads(App.Spread spread) {
    return switch (spread) {
      case NONE -> "";
      case OF_OTHER_PODS -> over(Node.ZONE_LABEL) + ", " + over(Node.HOSTNAME_LABEL);
    };
  }

  private static String over(String topology) {
    return """
    {"maxSkew": 1, "topologyKey": "%s", "whenUnsatisfiable": "DoNotSchedule",
     "labelSelector": {"matchLabels": {"app": "%s"}}}
    """
        .formatted(topology, App.SELECTED);
  }

  void budget(String deployment, String minAvailable) throws IOException, InterruptedException {
    post(
        BUDGETS,
        """
        {"metadata": {"name": "%1$s"},
         "spec": {"minAvailable": "%2$s", "selector": {"matchLabels": {"app": "%1$s"}}}}
        """
            .formatted(deployment, minAvailable));
  }

  void scale(String deployment, int replicas) throws IOException, InterruptedException {
    api.patch(DEPLOYMENTS + "/" + deployment, "{\"spec\": {\"replicas\": %d}}".formatted(replicas))
        .orThrow();
  }

  void deletePod(String name) throws IOException, InterruptedException {
    delete(PODS + "/" + name);
  }

  /** Removes a Deployment with its pods, and its budget, where they are there. */
  void deleteDeployment(String name) throws IOException, InterruptedException {
    delete(DEPLOYMENTS + "/" + name + "?propagationPolicy=Background");
    delete(BUDGETS + "/" + name);
  }

  private void post(String path, String json) throws IOException, InterruptedException {
    api.post(path, json).orThrow();
  }

  private void delete(String path) throws IOException, InterruptedException {
    KubeApi.Answer answer = api.delete(path);
    if (answer.code() != NOT_FOUND) {
      answer.orThrow();
    }
  }
}
