package io.evenkeel.engine;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.InstanceProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Plug-ins that show the simulated world a little differently. */
final class SeenThrough {
  private SeenThrough() {}

  /** The client shows nodes and pods as these functions make them. */
  static ClusterClient client(
      ClusterClient honest, UnaryOperator<Node> nodes, UnaryOperator<Pod> pods) {
    return (ClusterClient)
        Proxy.newProxyInstance(
            ClusterClient.class.getClassLoader(),
            new Class<?>[] {ClusterClient.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("watch")) {
                @SuppressWarnings("unchecked") // the port's own signature
                Consumer<ClusterEvent> listener = (Consumer<ClusterEvent>) arguments[0];
                return honest.watch(event -> listener.accept(shown(event, nodes, pods)));
              }
              Object answer = invoke(method, honest, arguments);
              return method.getName().equals("patch")
                  ? ((CompletionStage<?>) answer)
                      .thenApply(
                          patched -> ((Answer<?>) patched).map(node -> nodes.apply((Node) node)))
                  : answer;
            });
  }

  private static ClusterEvent shown(
      ClusterEvent event, UnaryOperator<Node> nodes, UnaryOperator<Pod> pods) {
    if (event instanceof ClusterEvent.Changed changed) {
      return new ClusterEvent.Changed(shown(changed.object(), nodes, pods));
    }
    if (event instanceof ClusterEvent.Synced synced) {
      ClusterSnapshot all = synced.snapshot();
      return new ClusterEvent.Synced(
          new ClusterSnapshot(
              all.nodes().stream().map(nodes).toList(),
              all.pods().stream().map(pods).toList(),
              all.budgets(),
              all.workloads(),
              all.services(),
              all.volumeAttachments()));
    }
    return event;
  }

  private static ClusterObject shown(
      ClusterObject object, UnaryOperator<Node> nodes, UnaryOperator<Pod> pods) {
    if (object instanceof Node node) {
      return nodes.apply(node);
    }
    return object instanceof Pod pod ? pods.apply(pod) : object;
  }

  /** The provider does not tell when instances were launched, as some clouds do not. */
  static InstanceProvider withoutLaunchTimes(InstanceProvider honest) {
    return instances(
        honest,
        i ->
            new Instance(
                i.id(),
                i.zone(),
                i.state(),
                i.template(),
                i.image(),
                i.type(),
                Optional.empty(),
                i.health(),
                i.registrations()));
  }

  /** The provider shows instances as this function makes them. */
  static InstanceProvider instances(InstanceProvider honest, UnaryOperator<Instance> shown) {
    return (InstanceProvider)
        Proxy.newProxyInstance(
            InstanceProvider.class.getClassLoader(),
            new Class<?>[] {InstanceProvider.class},
            (proxy, method, arguments) -> {
              Object answer = invoke(method, honest, arguments);
              return method.getName().equals("observe")
                  ? ((CompletionStage<?>) answer)
                      .thenApply(seen -> ((Answer<?>) seen).map(g -> shown((GroupState) g, shown)))
                  : answer;
            });
  }

  private static GroupState shown(GroupState group, UnaryOperator<Instance> shown) {
    return group.withInstances(group.instances().stream().map(shown).toList());
  }

  static Object invoke(Method method, Object honest, Object[] arguments) throws Throwable {
    try {
      return method.invoke(honest, arguments);
    } catch (InvocationTargetException fault) {
      throw fault.getCause();
    }
  }
}
