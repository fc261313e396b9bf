package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudChange;
import io.evenkeel.spi.Subscription;
import io.evenkeel.spi.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything that has changed in a cloud, in order, and who wants to hear of it. */
public final class CloudLog {

  private final Timeline timeline;
  private final List<CloudChange> changes = new ArrayList<>();
  private final List<Consumer<CloudChange>> listeners = new ArrayList<>();

  public CloudLog(Timeline timeline) {
    this.timeline = timeline;
  }

  void add(CloudChange.Kind kind, String group, String subject, String text) {
    CloudChange change = new CloudChange(timeline.now(), kind, group, subject, text);
    changes.add(change);
    List.copyOf(listeners).forEach(listener -> listener.accept(change));
  }

  public Subscription listen(Consumer<CloudChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public List<CloudChange> changes() {
    return List.copyOf(changes);
  }
}
