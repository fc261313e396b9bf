package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.ClusterSettings.Remember;
import io.evenkeel.simulation.History;
import io.evenkeel.spi.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The log: lines where they are wanted, and a running FNV-1a hash of all of them. */
final class HistoryLog implements History {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Timeline timeline;
  private final Remember remember;
  private final List<String> lines = new ArrayList<>();
  private long size;
  private long hash = FNV_BASIS;

  HistoryLog(Timeline timeline, Remember remember) {
    this.timeline = timeline;
    this.remember = remember;
  }

  boolean off() {
    return remember == Remember.NOTHING;
  }

  void add(String what) {
    if (off()) {
      return;
    }
    size++;
    mix(timeline.elapsed().toNanos());
    for (int i = 0; i < what.length(); i++) {
      mix(what.charAt(i));
    }
    if (remember == Remember.EVERYTHING) {
      lines.add(timeline.now() + " " + what);
    }
  }

  private void mix(long value) {
    hash = (hash ^ value) * FNV_PRIME;
  }

  @Override
  public List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public String hash() {
    return Long.toHexString(hash);
  }
}
