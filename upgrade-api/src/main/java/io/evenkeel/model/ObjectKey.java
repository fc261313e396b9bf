package io.evenkeel.model;

import java.util.Comparator;

/**
 * Names one object of the cluster: its kind, namespace (empty for cluster-scoped kinds) and name.
 * Two objects that lived under the same name one after the other share a key; their uid tells them
 * apart.
 */
public record ObjectKey(ObjectKind kind, String namespace, String name)
    implements Comparable<ObjectKey> {

  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::kind)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  /** Returns the key of a cluster-scoped object. */
  public static ObjectKey clusterScoped(ObjectKind kind, String name) {
    return new ObjectKey(kind, "", name);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /** Returns {@code namespace/name}, or the bare name of a cluster-scoped object. */
  public String path() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  @Override
  public String toString() {
    return kind + " " + path();
  }
}
