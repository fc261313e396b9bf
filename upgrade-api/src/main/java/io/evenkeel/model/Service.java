package io.evenkeel.model;

/**
 * A Service, as far as leaving load balancers needs it.
 *
 * @param loadBalanced whether it is of type LoadBalancer
 * @param localTraffic whether its external traffic policy is {@code Local}, so that a node serves
 *     only with its own pods
 */
public record Service(Meta meta, LabelSelector selector, boolean loadBalanced, boolean localTraffic)
    implements ClusterObject {

  public boolean covers(Pod pod) {
    return pod.namespace().equals(meta.key().namespace()) && selector.matches(pod.meta().labels());
  }
}
