package io.evenkeel.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * Names this process so that no other has the same name: in a container every process is number 1.
 */
final class ProcessName {
  private ProcessName() {}

  static String ofThisProcess() {
    ProcessHandle process = ProcessHandle.current();
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return host() + "-" + process.pid() + "-" + Long.toString(started, Character.MAX_RADIX);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "host";
    }
  }
}
