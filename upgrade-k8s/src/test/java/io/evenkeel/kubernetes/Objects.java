package io.evenkeel.kubernetes;

/** Objects as an API server writes them, with fields that no client of today knows. */
final class Objects {
  private Objects() {}

  static String node(String name, String version) {
    return """
        {"metadata":{"name":"%s","uid":"uid-%s","resourceVersion":"%s","managedFields":[{"x":1}],
          "labels":{"topology.kubernetes.io/zone":"zone-a"},"creationTimestamp":"2026-01-01T00:00:00Z"},
         "spec":{"providerID":"aws:///zone-a/i-%s","podCIDR":"10.0.0.0/24","newInNextVersion":{"a":[1]},
          "taints":[{"key":"theirs","effect":"NoExecute","timeAdded":"2026-01-01T00:00:00Z"}]},
         "status":{"allocatable":{"cpu":"3920m","memory":"15Gi","pods":"58","nvidia.com/gpu":"1"},
          "conditions":[{"type":"Ready","status":"True"},{"type":"Fancy","status":"Perhaps"}],
          "nodeInfo":{"kubeletVersion":"v1.36.3"}}}"""
        .formatted(name, name, version, name)
        .replace("\n", "");
  }

  static String pod(String name, String version, String node, boolean ready) {
    return """
        {"metadata":{"name":"%s","namespace":"default","uid":"uid-%s","resourceVersion":"%s",
          "labels":{"app":"web"},"creationTimestamp":"2026-01-01T00:00:00Z",
          "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-1","uid":"rs",
            "controller":true}]},
         "spec":{"nodeName":"%s","allocatedBySomethingNew":true,"terminationGracePeriodSeconds":45,
          "containers":[{"name":"c","resources":{"requests":{"cpu":"250m","memory":"64Mi"}}}],
          "volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data-%s"}}]},
         "status":{"phase":"Running","startTime":"2026-01-01T00:00:05Z","resize":"",
          "conditions":[{"type":"Ready","status":"%s","lastTransitionTime":"2026-01-01T00:00:09Z"}]}}"""
        .formatted(name, name, version, node, name, ready ? "True" : "False")
        .replace("\n", "");
  }

  static String budget(String name, String version, int allowed) {
    return """
        {"metadata":{"name":"%s","namespace":"default","uid":"uid-%s","resourceVersion":"%s",
          "generation":2},
         "spec":{"minAvailable":"80%%","selector":{"matchLabels":{"app":"web"}}},
         "status":{"observedGeneration":2,"disruptionsAllowed":%d,"currentHealthy":10,
          "desiredHealthy":8,"expectedPods":10,"disruptedPods":{"web-7":"2026-01-01T00:00:00Z"}}}"""
        .formatted(name, name, version, allowed)
        .replace("\n", "");
  }

  static String status(int code, String reason, String message) {
    return """
        {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","reason":"%s","code":%d}"""
        .formatted(message, reason, code);
  }

  static String status(int code, String message, String cause, String causeMessage, int retry) {
    return """
        {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","code":%d,
         "details":{"retryAfterSeconds":%d,"causes":[{"reason":"%s","message":"%s"}]}}"""
        .formatted(message, code, retry, cause, causeMessage);
  }

  static String bookmark(String version) {
    return """
        {"kind":"Pod","metadata":{"resourceVersion":"%s","creationTimestamp":null},\
        "spec":{"containers":null},"status":{}}"""
        .formatted(version);
  }
}
