package io.evenkeel.kubernetes;

/** Objects of Karpenter as an API server writes them, with fields that we do not know. */
final class KarpenterObjects {
  static final String POOLS = "/apis/karpenter.sh/v1/nodepools";
  static final String POOL = POOLS + "/web";
  static final String CLAIMS = "/apis/karpenter.sh/v1/nodeclaims";
  static final String NODES = "/api/v1/nodes";
  static final String REQUESTS = "/api/v1/namespaces/kube-system/pods";
  static final String EVENTS = "/api/v1/namespaces/default/events";

  private KarpenterObjects() {}

  /** A pool with a taint, a limit and whatever budgets. */
  static String pool(String budgets) {
    return """
    {"apiVersion":"karpenter.sh/v1","kind":"NodePool","metadata":{"name":"web","uid":"uid-web",
      "resourceVersion":"7","generation":2,"annotations":{"karpenter.sh/nodepool-hash":"123"}},
     "spec":{"newInNextVersion":{"a":1},"limits":{"cpu":"100"},
      "disruption":{"consolidateAfter":"30s","budgets":[%s]},
      "template":{"spec":{"expireAfter":"720h","taints":[
        {"key":"team","value":"web","effect":"NoSchedule"}],
       "nodeClassRef":{"group":"karpenter.k8s.aws","kind":"EC2NodeClass","name":"web"}}}},
     "status":{"resources":{"cpu":"8","memory":"32Gi","nodes":"2"},"nodes":2,
      "conditions":[{"type":"Ready","status":"True"},{"type":"Fancy","status":"Perhaps"}]}}\
    """
        .formatted(budgets)
        .replace("\n", "");
  }

  /** A claim that is launched, registered and initialized, with more conditions. */
  static String claim(String name, String created, String conditions) {
    return """
    {"metadata":{"name":"%s","uid":"uid-%s","creationTimestamp":"%s","labels":{
      "karpenter.sh/nodepool":"web","topology.kubernetes.io/zone":"zone-a",
      "node.kubernetes.io/instance-type":"m7.large"}},
     "spec":{"expireAfter":"336h","nodeClassRef":{"name":"web"}},
     "status":{"nodeName":"node-%s","allocatable":{"cpu":"3900m","memory":"14Gi"},
      "conditions":[%s]}}\
    """
        .formatted(name, name, created, name, conditions)
        .replace("\n", "");
  }

  static String condition(String type, String status, String reason) {
    return """
    {"type":"%s","status":"%s","reason":"%s","message":"%s",
     "lastTransitionTime":"2026-01-01T00:01:00Z"}\
    """
        .formatted(type, status, reason, reason)
        .replace("\n", "");
  }

  static String inService() {
    return condition("Launched", "True", "Launched")
        + ","
        + condition("Registered", "True", "Registered")
        + ","
        + condition("Initialized", "True", "Initialized");
  }

  static String drifted() {
    return inService() + "," + condition("Drifted", "True", "NodePoolDrifted");
  }

  static String request(String name, String node, boolean ready) {
    return """
    {"metadata":{"name":"evenkeel-headroom-web-%s","namespace":"kube-system","uid":"uid-r-%s",
      "labels":{"evenkeel.io/headroom":"web","app.kubernetes.io/managed-by":"evenkeel"}},
     "spec":{%s"containers":[]},
     "status":{"phase":"%s","conditions":[{"type":"Ready","status":"%s"}]}}\
    """
        .formatted(
            name,
            name,
            node.isEmpty() ? "" : "\"nodeName\":\"" + node + "\",",
            node.isEmpty() ? "Pending" : "Running",
            ready ? "True" : "False")
        .replace("\n", "");
  }
}
