package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.util.List;
import software.amazon.awssdk.services.eks.model.Cluster;

/** One thing that EKS needs of a cluster before its control plane is upgraded. */
interface PlaneCheck {

  /**
   * Returns what stands against it.
   *
   * @param versions that are gone to, one after another; none where only add-ons are changed
   */
  List<Finding> findings(Cluster cluster, List<String> versions);
}
