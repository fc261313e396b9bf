package io.evenkeel.kubernetes.internal;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.NodeTerm;
import java.util.List;

/** What one object of the API server becomes when it is read: an object, or a part of others. */
sealed interface Item {

  /** An object that stands for itself. */
  record Whole(ClusterObject object) implements Item {}

  /** A pod with the claims that it mounts, each as {@code namespace/name}. */
  record ClaimingPod(ClusterObject object, List<String> claims) implements Item {}

  /** The storage drivers of a node. */
  record Drivers(String node, List<String> names) implements Item {}

  /** The volume that a claim is bound to, empty while it is not bound. */
  record Claim(String path, String volume) implements Item {}

  /** Where a volume can be attached; no terms means anywhere. */
  record Volume(String name, List<NodeTerm> terms) implements Item {}
}
