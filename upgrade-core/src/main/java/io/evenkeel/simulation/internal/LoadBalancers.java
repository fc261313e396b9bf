package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;
import io.evenkeel.simulation.ClusterDelay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which nodes load balancers send traffic to. A node is let go when it is labeled to be excluded or
 * is gone, some time after that; being cordoned or not Ready changes nothing. What is connected may
 * go on for the deregistration delay.
 */
public final class LoadBalancers {
  private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
  private static final String TO_BE_DELETED = "ToBeDeletedByClusterAutoscaler";

  private final World world;
  private final Seeds chance;
  private final Map<String, Boolean> members = new LinkedHashMap<>();
  private final Map<String, Instant> connectedUntil = new LinkedHashMap<>();

  LoadBalancers(World world) {
    this.world = world;
    this.chance = world.seeds.stream("load-balancers");
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.object() instanceof Node node) {
      boolean before = change.before() instanceof Node was && belongs(was);
      boolean after = change.after() instanceof Node is && belongs(is);
      if (before != after) {
        world.after(
            chance.draw(
                world.settings.delay(ClusterDelay.LOAD_BALANCER), node.name(), world.moment()),
            () -> follow(node.name()));
      }
    }
  }

  private static boolean belongs(Node node) {
    return !node.meta().labels().containsKey(EXCLUDED) && !node.hasTaint(TO_BE_DELETED);
  }

  private void follow(String name) {
    Node node = world.store.node(name);
    boolean member = node != null && belongs(node);
    if (member) {
      members.put(name, true);
      connectedUntil.remove(name);
    } else if (members.remove(name) != null) {
      Instant until = world.now().plus(world.settings.delay(ClusterDelay.DEREGISTRATION).from());
      connectedUntil.put(name, until);
    }
  }

  /** Returns whether load balancers open new connections to that node. */
  public boolean targets(String node) {
    return members.containsKey(node);
  }

  /** Returns whether connections through that node may still be open. */
  public boolean connected(String node) {
    Instant until = connectedUntil.get(node);
    return targets(node) || (until != null && world.now().isBefore(until));
  }

  /** Returns the pods that serve: Ready, and not asked to stop. */
  public List<Pod> endpoints(Service service) {
    List<Pod> serving = new ArrayList<>();
    for (Pod pod : world.store.pods()) {
      if (pod.ready() && !pod.terminating() && service.covers(pod)) {
        serving.add(pod);
      }
    }
    return serving;
  }

  /** Returns the endpoints that a new connection from outside can reach. */
  public List<Pod> reachable(Service service) {
    List<Pod> serving = endpoints(service);
    if (!service.loadBalanced()) {
      return serving;
    }
    if (!service.localTraffic()) {
      return members.isEmpty() ? List.of() : serving;
    }
    return serving.stream().filter(pod -> targets(pod.nodeName().orElse(""))).toList();
  }
}
