package io.evenkeel.examples.automode;

import io.evenkeel.aws.UpgradeCheck;
import io.evenkeel.spi.ControlPlaneState;
import java.util.List;
import java.util.Map;

/**
 * What an account tells about a cluster, read at one time.
 *
 * @param trusted the actions that each service may do by the cluster's role
 */
record ClusterFacts(
    String cluster,
    ControlPlaneState plane,
    List<UpgradeCheck> insights,
    List<Subnet> subnets,
    String role,
    Map<String, List<String>> trusted) {

  /** A subnet of the cluster. */
  record Subnet(String id, String zone, int freeAddresses) {}
}
