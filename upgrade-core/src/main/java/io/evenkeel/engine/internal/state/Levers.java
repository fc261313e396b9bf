package io.evenkeel.engine.internal.state;

import java.util.LinkedHashSet;

/**
 * What is not done any more since somebody else has undone it: once is an answer, and a run does
 * not argue.
 */
public final class Levers {
  private final LinkedHashSet<String> stopped = new LinkedHashSet<>();
  private final LinkedHashSet<String> pulled = new LinkedHashSet<>();

  /** Notes that it has been done, so that its undoing will be known as somebody else's. */
  public void pulled(String lever) {
    pulled.add(lever);
  }

  /** Returns whether this process has seen it done. */
  public boolean wasPulled(String lever) {
    return pulled.contains(lever);
  }

  public void stop(String lever) {
    stopped.add(lever);
  }

  public boolean stopped(String lever) {
    return stopped.contains(lever);
  }
}
