package io.evenkeel.campaign.internal;

import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The calls of a process that write, by the names of their methods. */
public final class SideEffects {
  private static final List<String> READS =
      List.of(
          "readLease",
          "missingPermissions",
          "serverVersion",
          "observe",
          "launchesFrom",
          "inspect",
          "resolve",
          "offers",
          "progress",
          "verify");

  /**
   * All that a campaign comes to, in the order of the alphabet; what is added to a port is among
   * them.
   */
  public static final List<String> ALL =
      Stream.of(ClusterClient.class, InstanceProvider.class)
          .flatMap(port -> Stream.of(port.getMethods()))
          .filter(SideEffects::is)
          .map(Method::getName)
          .distinct()
          .sorted()
          .toList();

  /** Those of them, and of the calls about node pools, that a run of a node pool comes to. */
  public static final List<String> OF_POOLS =
      List.of("pace", "patch", "remove", "request", "start", "tidy", "withdraw", "writeLease");

  private SideEffects() {}

  /** Returns whether calls of that method write. */
  static boolean is(Method method) {
    return isCall(method) && !READS.contains(method.getName());
  }

  /** Returns whether that method calls the world and is answered later. */
  static boolean isCall(Method method) {
    return CompletionStage.class.isAssignableFrom(method.getReturnType());
  }
}
