package io.evenkeel.simulation.internal;

import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.History;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all parts of one simulated cluster share: time, chance, the store and the log. */
final class World {
  final Timeline timeline;
  final ClusterSettings settings;
  final Seeds seeds;
  final ObjectStore store = new ObjectStore();
  final HistoryLog history;
  final PodIndex pods;
  private final Map<String, PodTemplate> templates = new LinkedHashMap<>();
  private final List<Consumer<Truth>> watchers = new ArrayList<>();
  private final Map<String, Integer> made = new LinkedHashMap<>();
  final Set<String> terminating = new LinkedHashSet<>();
  private int underWay;

  World(Timeline timeline, ClusterSettings settings) {
    this.timeline = timeline;
    this.settings = settings;
    this.seeds = new Seeds(settings.seed());
    this.history = new HistoryLog(timeline, settings.history());
    this.pods = new PodIndex(store);
    store.listen(this::note);
  }

  Instant now() {
    return timeline.now();
  }

  /** Returns the time as a number, to draw by. */
  long moment() {
    return timeline.elapsed().toNanos();
  }

  /** Returns how many of that name were made before, to name the next one. */
  int nextOf(String name) {
    return made.merge(name, 1, Integer::sum) - 1;
  }

  /** Runs the task later; until then the cluster is not settled. */
  void after(Duration delay, Runnable task) {
    underWay++;
    timeline.schedule(
        delay,
        () -> {
          underWay--;
          task.run();
        });
  }

  /** Runs the task later; the cluster counts as settled meanwhile. */
  void later(Duration delay, Runnable task) {
    timeline.schedule(delay, task);
  }

  boolean settled() {
    return underWay == 0;
  }

  Meta newMeta(ObjectKey key) {
    return Meta.of(key, store.newUid(), now());
  }

  void remember(String uid, PodTemplate template) {
    templates.put(uid, template);
  }

  /** Returns the template of that workload, or of a pod without one. */
  @Nullable PodTemplate template(String uid) {
    return templates.get(uid);
  }

  @Nullable PodTemplate templateOf(Pod pod) {
    return template(pod.meta().controller().map(owner -> owner.uid()).orElse(pod.uid()));
  }

  History history() {
    return history;
  }

  Runnable watchTruth(Consumer<Truth> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  void tell(Truth truth) {
    for (int i = 0; i < watchers.size(); i++) {
      watchers.get(i).accept(truth);
    }
  }

  private void note(Change change) {
    if (!history.off()) {
      Describe.change(change).ifPresent(history::add);
    }
    if (!watchers.isEmpty()) {
      tell(
          new Truth.Changed(
              now(), Optional.ofNullable(change.before()), Optional.ofNullable(change.after())));
    }
  }
}
