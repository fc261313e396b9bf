package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.CloudProvider;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.Subscription;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How messages name plug-ins and their methods, whatever a plug-in answers to its own name. */
public final class PlugIns {
  private static final Logger LOG = LoggerFactory.getLogger(PlugIns.class);

  private PlugIns() {}

  public static String name(ClusterClient cluster) {
    return name("the cluster client", cluster::name);
  }

  public static String name(CloudProvider provider) {
    return name("the cloud provider", provider::name);
  }

  public static String name(ControlPlane plane) {
    return name("the control plane", plane::name);
  }

  /** Returns the words for a call, such as {@code eu-west-1: observe(..) of workers}. */
  public static String call(ClusterClient cluster, String method, String what) {
    return name(cluster) + ": " + method + "(..) " + what;
  }

  public static String call(CloudProvider provider, String method, String what) {
    return name(provider) + ": " + method + "(..) " + what;
  }

  public static String call(ControlPlane plane, String method, String what) {
    return name(plane) + ": " + method + "(..) " + what;
  }

  /** Ends a subscription; one that fails at that has nobody left to tell but the log. */
  public static void close(Subscription subscription) {
    try {
      subscription.close();
    } catch (RuntimeException | Error fault) {
      LOG.warn("a subscription of a plug-in could not be closed: close() failed", fault);
    }
  }

  /** A plan is built with names that work; one that fails later is not worth a run. */
  private static String name(String instead, Supplier<@Nullable String> question) {
    try {
      String name = question.get();
      return name == null || name.isBlank() ? instead : name;
    } catch (RuntimeException | Error fault) {
      return instead;
    }
  }
}
