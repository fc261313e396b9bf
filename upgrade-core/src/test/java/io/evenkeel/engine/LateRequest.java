package io.evenkeel.engine;

import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.Permission;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;

/** Lets the nth request that writes arrive late, as one does that a network has held up. */
final class LateRequest {
  private static final String COORDINATION = "coordination.k8s.io";

  private final World world;
  private final int number;
  private final Duration late;
  private int sent;

  LateRequest(World world, int number, Duration late) {
    this.world = world;
    this.number = number;
    this.late = late;
  }

  ClusterClient client(ClusterClient client) {
    return port(ClusterClient.class, client);
  }

  InstanceProvider provider(InstanceProvider provider) {
    return port(InstanceProvider.class, provider);
  }

  private <T> T port(Class<T> port, T honest) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(honest, method, arguments)));
  }

  private Object call(Object honest, Method method, Object[] arguments) throws Throwable {
    Optional<Runnable> delay = delay(method.getName(), arguments);
    if (delay.isPresent() && ++sent == number) {
      delay.get().run();
    }
    try {
      return method.invoke(honest, arguments);
    } catch (InvocationTargetException fault) {
      throw fault.getCause();
    }
  }

  private Optional<Runnable> delay(String method, Object[] arguments) {
    return switch (method) {
      case "evict" -> cluster(Permission.of("create", "", "pods/eviction"));
      case "delete" -> cluster(Permission.of("delete", "", "pods"));
      case "patch" -> cluster(Permission.of("patch", "", "nodes"));
      case "scale" -> cluster(Permission.of("patch", "apps", "deployments/scale"));
      case "writeLease" ->
          cluster(
              Permission.of(
                  ((LeaseRecord) arguments[0]).version().isEmpty() ? "create" : "update",
                  COORDINATION,
                  "leases"));
      case "point", "resize" -> cloud("autoscaling:UpdateAutoScalingGroup");
      case "terminate" -> cloud("autoscaling:TerminateInstanceInAutoScalingGroup");
      case "deregister" -> cloud("elasticloadbalancing:DeregisterTargets");
      case "suspend" -> cloud("autoscaling:SuspendProcesses");
      case "resume" -> cloud("autoscaling:ResumeProcesses");
      case "mark" -> cloud("autoscaling:CreateOrUpdateTags");
      case "unmark" -> cloud("autoscaling:DeleteTags");
      case "createTemplate" -> cloud("ec2:CreateLaunchTemplateVersion");
      default -> Optional.empty();
    };
  }

  private Optional<Runnable> cluster(Permission call) {
    return Optional.of(() -> world.cluster.faults().delayRequests(call, 1, late));
  }

  private Optional<Runnable> cloud(String action) {
    return Optional.of(() -> world.cloud.faults().delayRequests(action, 1, late));
  }
}
