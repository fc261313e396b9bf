package io.evenkeel.aws.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Sends calls: a read is paced and repeated while its failure may pass, a write is sent once. What
 * fails in the end stops the operation with its answer. Thread-safe; a read may block for its
 * waits.
 */
public final class Calls {
  private final ReadPacing pacing;
  private final Map<String, ServiceReads> services = new ConcurrentHashMap<>();

  public Calls(ReadPacing pacing) {
    this.pacing = pacing;
  }

  <T> T read(Action action, Supplier<T> call) {
    ServiceReads service =
        services.computeIfAbsent(action.service(), name -> new ServiceReads(pacing));
    return sent(action, service.decorate(call));
  }

  <T> T write(Action action, Supplier<T> call) {
    return sent(action, call);
  }

  private static <T> T sent(Action action, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw new Stop(Problems.of(action, e));
    }
  }
}
