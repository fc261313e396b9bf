package io.evenkeel.kubernetes.internal;

/** The kinds of objects that are listed and watched. */
public enum Resource {
  NODES("", "v1", "nodes", true),
  CSI_NODES("storage.k8s.io", "v1", "csinodes", false),
  PODS("", "v1", "pods", true),
  BUDGETS("policy", "v1", "poddisruptionbudgets", true),
  DEPLOYMENTS("apps", "v1", "deployments", true),
  REPLICA_SETS("apps", "v1", "replicasets", true),
  STATEFUL_SETS("apps", "v1", "statefulsets", true),
  DAEMON_SETS("apps", "v1", "daemonsets", true),
  JOBS("batch", "v1", "jobs", true),
  SERVICES("", "v1", "services", false),
  CLAIMS("", "v1", "persistentvolumeclaims", false),
  VOLUMES("", "v1", "persistentvolumes", false),
  VOLUME_ATTACHMENTS("storage.k8s.io", "v1", "volumeattachments", false);

  private final String group;
  private final String version;
  private final String plural;
  private final boolean required;

  Resource(String group, String version, String plural, boolean required) {
    this.group = group;
    this.version = version;
    this.plural = plural;
    this.required = required;
  }

  public String group() {
    return group;
  }

  public String plural() {
    return plural;
  }

  /** Returns whether a run is impossible without seeing these. */
  public boolean required() {
    return required;
  }

  /** Returns the path of all objects of this kind. */
  String path() {
    return root() + "/" + plural;
  }

  String path(String namespace) {
    return root() + "/namespaces/" + namespace + "/" + plural;
  }

  String path(String namespace, String name) {
    return (namespace.isEmpty() ? path() : path(namespace)) + "/" + name;
  }

  /** Returns the name that error messages use, as in {@code jobs.batch}. */
  String fullName() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  private String root() {
    return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
  }
}
