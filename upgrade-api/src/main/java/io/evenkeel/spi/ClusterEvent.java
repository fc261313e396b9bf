package io.evenkeel.spi;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.ObjectKey;

/** What a {@link ClusterClient} tells about its cluster, in order. */
public sealed interface ClusterEvent {

  /** Everything there is; what was known before and is not in it is gone. */
  record Synced(ClusterSnapshot snapshot) implements ClusterEvent {}

  /** An object is new or has changed. */
  record Changed(ClusterObject object) implements ClusterEvent {}

  /** The object of that key and uid is gone. */
  record Removed(ObjectKey key, String uid) implements ClusterEvent {}

  /** Nothing can be seen for now; the client goes on trying and answers with {@link Synced}. */
  record Interrupted(String because) implements ClusterEvent {}

  /** Nothing will ever be seen: access is denied, or the address is wrong. */
  record Failed(String because, String remedy) implements ClusterEvent {}
}
