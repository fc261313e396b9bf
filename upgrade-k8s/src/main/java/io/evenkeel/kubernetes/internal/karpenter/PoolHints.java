package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.kubernetes.internal.ApiConnection;
import io.evenkeel.kubernetes.internal.ApiRequest;
import io.evenkeel.kubernetes.internal.HintStream;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.Subscription;
import java.util.List;

/** Tells that something about a pool may have changed, by watches that keep nothing. */
final class PoolHints {
  private final ApiConnection watching;
  private final String namespace;

  PoolHints(ApiConnection watching, String namespace) {
    this.watching = watching;
    this.namespace = namespace;
  }

  Subscription watch(String pool, Runnable hint) {
    List<ApiRequest> watched =
        List.of(
            Selection.field("metadata.name", pool).of(Kind.NODE_POOLS.path()),
            Selection.labeled(KarpenterNames.POOL_LABEL, pool).of(Kind.NODE_CLAIMS.path()),
            Selection.labeled(NodePoolProvider.REQUEST_LABEL, pool)
                .of(Kind.PODS.pathIn(namespace)));
    return HintStream.start(watching, watched, hint);
  }
}
