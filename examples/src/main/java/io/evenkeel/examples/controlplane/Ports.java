package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on loopback, below the range from which outgoing connections take theirs, so that
 * nobody takes one by chance before its component listens.
 */
final class Ports {

  private static final int LOWEST = 18_000;
  private static final int HIGHEST = 32_000;

  private final Set<Integer> taken = new LinkedHashSet<>();

  /** Returns a port that was free a moment ago and that this object has not returned before. */
  int next() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port) && taken.add(port)) {
        return port;
      }
    }
    throw new ControlPlaneException(
        "No free port was found on 127.0.0.1 between %d and %d.".formatted(LOWEST, HIGHEST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
