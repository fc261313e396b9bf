package io.evenkeel.engine.internal.state;

import java.util.LinkedHashSet;

/** The nodes that are being written to, of which some are being closed for a drain. */
final class NodeWork {
  private final LinkedHashSet<String> busy = new LinkedHashSet<>();
  private final LinkedHashSet<String> closing = new LinkedHashSet<>();

  void occupy(String node) {
    busy.add(node);
  }

  void close(String node) {
    closing.add(node);
  }

  void release(String node) {
    busy.remove(node);
    closing.remove(node);
  }

  boolean isBusy(String node) {
    return busy.contains(node);
  }

  boolean isClosing(String node) {
    return closing.contains(node);
  }
}
