package io.evenkeel.kubernetes.internal.karpenter;

/**
 * A kind of objects at the API server.
 *
 * @param group API group, empty for the core group
 */
record Kind(String group, String version, String plural) {
  static final String KARPENTER = "karpenter.sh";

  static final Kind NODE_POOLS = new Kind(KARPENTER, "v1", "nodepools");
  static final Kind NODE_CLAIMS = new Kind(KARPENTER, "v1", "nodeclaims");
  static final Kind NODES = new Kind("", "v1", "nodes");
  static final Kind PODS = new Kind("", "v1", "pods");
  static final Kind EVENTS = new Kind("", "v1", "events");
  static final Kind PRIORITY_CLASSES = new Kind("scheduling.k8s.io", "v1", "priorityclasses");

  /** Returns the path of all objects of this kind. */
  String path() {
    return root() + "/" + plural;
  }

  /** Returns the path of one object that is in no namespace. */
  String path(String name) {
    return path() + "/" + name;
  }

  String pathIn(String namespace) {
    return root() + "/namespaces/" + namespace + "/" + plural;
  }

  String pathIn(String namespace, String name) {
    return pathIn(namespace) + "/" + name;
  }

  /** Returns the name that error messages use, as in {@code nodepools.karpenter.sh}. */
  String fullName() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Returns the path under which the server tells what it serves of the group. */
  String groupPath() {
    return group.isEmpty() ? "/api" : "/apis/" + group;
  }

  private String root() {
    return groupPath() + "/" + version;
  }
}
