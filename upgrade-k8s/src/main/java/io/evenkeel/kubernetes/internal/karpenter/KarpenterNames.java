package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.model.Taint;

/** What Karpenter and EKS Auto Mode call things. */
final class KarpenterNames {
  static final String POOL_LABEL = "karpenter.sh/nodepool";
  static final String POOL_HASH = "karpenter.sh/nodepool-hash";
  static final String DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";
  static final Taint DISRUPTED = new Taint("karpenter.sh/disrupted", "", Taint.Effect.NO_SCHEDULE);
  static final String TYPE_LABEL = "node.kubernetes.io/instance-type";

  static final String TERMINATION_TIME = "karpenter.sh/nodeclaim-termination-timestamp";

  /** By which a run of ours remembers that it is us who hold a node. */
  static final String HELD_BY_US = "evenkeel.io/held";

  /** The API group of Auto Mode's classes. */
  static final String AUTO_MODE = "eks.amazonaws.com";

  private KarpenterNames() {}
}
