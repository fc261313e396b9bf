package io.evenkeel.engine.internal.preflight;

import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Permission;
import java.util.List;

/** Names each verb and resource that the plan needs and we may not use. */
final class MissingPermissions implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    String cluster = "cluster " + PlugIns.name(situation.plan().clusterClient());
    return situation.missing().stream().map(missing -> finding(cluster, missing)).toList();
  }

  private static Finding finding(String cluster, Permission missing) {
    return Finding.blocker(
        "MISSING_PERMISSION",
        cluster,
        "we are not allowed to " + missing,
        "grant verb '"
            + missing.verb()
            + "' on '"
            + missing.resource()
            + "' of API group '"
            + missing.group()
            + "' to the identity that runs this upgrade");
  }
}
