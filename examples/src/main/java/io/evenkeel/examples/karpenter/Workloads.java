package io.evenkeel.examples.karpenter;

import io.evenkeel.examples.controlplane.KubeApi;
import java.io.IOException;

/** Deployments and their disruption budgets, in the namespace {@code default}. Thread-safe. */
public final class Workloads {
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
  private static final String BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
  private static final String PRIORITIES = "/apis/scheduling.k8s.io/v1/priorityclasses";
  private static final String HEADROOM = "headroom";
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final KubeApi api;

  private Workloads(KubeApi api) {
    this.api = api;
  }

  /** Returns the workloads as that user changes them. */
  public static Workloads as(KubeApi user) {
    return new Workloads(user);
  }

  /**
   * Makes a Deployment, or changes its replicas. Its pods carry the label {@code app} of its name
   * and run on nodes of one pool.
   *
   * @param cpu what each pod asks for, such as {@code 500m}
   */
  public void deployment(String name, String pool, String cpu, int replicas)
      throws IOException, InterruptedException {
    make(name, pool, cpu, replicas, "");
  }

  /**
   * Makes a Deployment of pods that give way to any other and preempt none, with no time to stop.
   */
  public void headroom(String name, String pool, String cpu, int replicas)
      throws IOException, InterruptedException {
    String priority =
        """
        {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass",
         "metadata": {"name": "%s"}, "value": -10, "preemptionPolicy": "Never"}
        """
            .formatted(HEADROOM);
    unlessThere(api.post(PRIORITIES, priority));
    make(
        name,
        pool,
        cpu,
        replicas,
        "\"priorityClassName\": \"%s\", \"terminationGracePeriodSeconds\": 0,".formatted(HEADROOM));
  }

  /** Makes the budget of a Deployment, by its name, or changes it. */
  public void budget(String deployment, int maxUnavailable)
      throws IOException, InterruptedException {
    String json =
        """
        {"metadata": {"name": "%1$s"},
         "spec": {"maxUnavailable": %2$d, "selector": {"matchLabels": {"app": "%1$s"}}}}
        """
            .formatted(deployment, maxUnavailable);
    if (!unlessThere(api.post(BUDGETS, json))) {
      api.patch(BUDGETS + "/" + deployment, json).orThrow();
    }
  }

  /** Removes a Deployment with its pods, and its budget. */
  public void remove(String name) throws IOException, InterruptedException {
    unlessGone(api.delete(DEPLOYMENTS + "/" + name + "?propagationPolicy=Background"));
    unlessGone(api.delete(BUDGETS + "/" + name));
  }

  private void make(String name, String pool, String cpu, int replicas, String more)
      throws IOException, InterruptedException {
    String json =
        """
        {"metadata": {"name": "%1$s"},
         "spec": {"replicas": %4$d, "selector": {"matchLabels": {"app": "%1$s"}},
           "template": {"metadata": {"labels": {"app": "%1$s"}},
             "spec": {%5$s
               "nodeSelector": {"karpenter.sh/nodepool": "%2$s"},
               "containers": [{"name": "main", "image": "none",
                 "resources": {"requests": {"cpu": "%3$s"}}}]}}}}
        """
            .formatted(name, pool, cpu, replicas, more);
    if (!unlessThere(api.post(DEPLOYMENTS, json))) {
      api.patch(DEPLOYMENTS + "/" + name, "{\"spec\": {\"replicas\": %d}}".formatted(replicas))
          .orThrow();
    }
  }

  /** Returns whether it was made now. */
  private static boolean unlessThere(KubeApi.Answer answer) {
    if (answer.code() == CONFLICT) {
      return false;
    }
    answer.orThrow();
    return true;
  }

  private static void unlessGone(KubeApi.Answer answer) {
    if (answer.code() != NOT_FOUND) {
      answer.orThrow();
    }
  }
}
