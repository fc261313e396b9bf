package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Obstacle;
import java.util.List;

/** What keeps the provisioner from going on, as a reading of the pool and its events tell. */
interface WaitReasons {

  /** Returns what keeps it from going on with that node. */
  List<Obstacle> ofClaim(JsonObject claim);

  /** Returns what keeps it from replacing any node. */
  List<Obstacle> ofPool();
}
