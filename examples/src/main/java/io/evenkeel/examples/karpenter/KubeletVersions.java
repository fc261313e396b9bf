package io.evenkeel.examples.karpenter;

import io.evenkeel.examples.controlplane.KubeApi;
import java.io.IOException;

/**
 * Lets machines that are made up say which version their kubelet is of: the one that a label of
 * their pool names, which stands for the image that a real pool would choose.
 */
public final class KubeletVersions {
  /** The label of a pool whose value is the version. */
  public static final String LABEL = "kubernetes-version";

  private static final String NAME = "kubelet-is-of-its-label";
  private static final String PATH = "/apis/admissionregistration.k8s.io/v1/";
  private static final String POLICIES = PATH + "mutatingadmissionpolicies";
  private static final String BINDINGS = PATH + "mutatingadmissionpolicybindings";
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private static final String POLICY =
      """
      {"metadata": {"name": "%1$s"},
       "spec": {
         "failurePolicy": "Fail", "reinvocationPolicy": "Never",
         "matchConstraints": {"resourceRules": [
           {"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"],
            "resources": ["nodes"]}]},
         "matchConditions": [
           {"name": "has-the-label",
            "expression": "has(object.metadata.labels) && '%2$s' in object.metadata.labels"}],
         "mutations": [
           {"patchType": "ApplyConfiguration", "applyConfiguration": {"expression":
             "Object{status: Object.status{nodeInfo: Object.status.nodeInfo{kubeletVersion: \
      'v' + object.metadata.labels['%2$s'] + '.0'}}}"}}]}}
      """;

  private final KubeApi api;

  public KubeletVersions(KubeApi api) {
    this.api = api;
  }

  /** Lets nodes that are made from now on do so. */
  public void follow() throws IOException, InterruptedException {
    make(POLICIES, POLICY.formatted(NAME, LABEL));
    make(
        BINDINGS,
        "{\"metadata\": {\"name\": \"%1$s\"}, \"spec\": {\"policyName\": \"%1$s\"}}"
            .formatted(NAME));
  }

  private void make(String path, String json) throws IOException, InterruptedException {
    KubeApi.Answer answer = api.post(path, json);
    if (answer.code() != CONFLICT) {
      answer.orThrow();
    }
  }

  /** Takes away what lets them. */
  public void forget() throws IOException, InterruptedException {
    remove(BINDINGS);
    remove(POLICIES);
  }

  private void remove(String path) throws IOException, InterruptedException {
    KubeApi.Answer answer = api.delete(path + "/" + NAME);
    if (answer.code() != NOT_FOUND) {
      answer.orThrow();
    }
  }
}
