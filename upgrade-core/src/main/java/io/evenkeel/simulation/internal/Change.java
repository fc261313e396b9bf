package io.evenkeel.simulation.internal;

import io.evenkeel.model.ClusterObject;
import org.jspecify.annotations.Nullable;

/** One change of the store: a creation has no before, a removal no after. */
record Change(@Nullable ClusterObject before, @Nullable ClusterObject after) {

  /** Returns the object after the change, or as it last was. */
  ClusterObject object() {
    ClusterObject known = after != null ? after : before;
    if (known == null) {
      throw new IllegalStateException("a change without an object");
    }
    return known;
  }

  boolean created() {
    return before == null;
  }

  boolean removed() {
    return after == null;
  }
}
