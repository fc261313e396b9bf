package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.DurationRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts and stops the pods that are bound to nodes whose machines run. */
final class Kubelets {
  private static final Duration FINISHED_OR_UNKNOWN = Duration.ofSeconds(1);

  private final World world;
  private final NodeMachines machines;
  private final PodDeletion deletion;
  private final Volumes volumes;
  private final Seeds starts;
  private final Seeds stops;
  private final Seeds runs;

  Kubelets(World world, NodeMachines machines, PodDeletion deletion, Volumes volumes) {
    this.world = world;
    this.machines = machines;
    this.deletion = deletion;
    this.volumes = volumes;
    this.starts = world.seeds.stream("starts");
    this.stops = world.seeds.stream("stops");
    this.runs = world.seeds.stream("runs");
    deletion.whenHurried(this::stopping);
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.after() instanceof Node node && change.created()) {
      world.after(Duration.ZERO, () -> world.pods.onNode(node.name()).forEach(this::bound));
    } else if (change.removed() && change.before() instanceof Pod gone && gone.mirror()) {
      mirrorAgain(gone);
    }
    if (!(change.after() instanceof Pod pod) || pod.nodeName().isEmpty()) {
      return;
    }
    Pod before = (Pod) change.before();
    if (pod.terminating() && (before == null || !before.terminating())) {
      stopping(pod);
    } else if (before == null || before.nodeName().isEmpty()) {
      bound(pod);
    } else if (pod.terminating()
        && pod.meta().finalizers().isEmpty()
        && !before.meta().finalizers().isEmpty()) {
      letGo(pod);
    }
  }

  /**
   * A pod whose node is gone has been deleted by force, and waits for nobody but its finalizers.
   */
  private void letGo(Pod pod) {
    if (world.store.node(pod.nodeName().orElseThrow()) == null) {
      world.after(Duration.ZERO, () -> deletion.remove(pod));
    } else {
      stopping(pod);
    }
  }

  /** Goes on with the pods of a node whose kubelet did nothing for a while. */
  void catchUp(String node) {
    for (Pod pod : List.copyOf(world.pods.onNode(node))) {
      if (pod.terminating()) {
        stopping(pod);
      } else {
        bound(pod);
      }
    }
  }

  private void bound(Pod pod) {
    PodTemplate template = world.templateOf(pod);
    if (template == null
        || pod.phase() != Pod.Phase.PENDING
        || pod.terminating()
        || !machines.starts(pod.nodeName().orElse(""), pod)) {
      return;
    }
    volumes.whenAttached(pod, () -> pull(pod, template));
  }

  private void pull(Pod pod, PodTemplate template) {
    Duration start = draw(starts, template.starts(), pod);
    world.after(start.dividedBy(2), () -> run(pod, template, start.minus(start.dividedBy(2))));
  }

  private void run(Pod bound, PodTemplate template, Duration untilReady) {
    Pod pod = alive(bound);
    if (pod == null || pod.terminating() || pod.phase() != Pod.Phase.PENDING) {
      return;
    }
    world.store.update(
        pod.withStatus(Pod.Phase.RUNNING, Optional.empty()).withStartedAt(world.now()));
    world.after(untilReady, () -> becomeReady(bound, template));
  }

  private void becomeReady(Pod running, PodTemplate template) {
    Pod pod = alive(running);
    Node node = pod == null ? null : world.store.node(pod.nodeName().orElse(""));
    if (pod == null || node == null || pod.terminating()) {
      return;
    }
    if (template.fails().test(node)) {
      world.store.update(
          pod.withTrouble(
              new Pod.Trouble(
                  Pod.Trouble.Kind.CRASH_LOOP, "its container ends again and again", world.now())));
      return;
    }
    world.store.update(pod.withStatus(Pod.Phase.RUNNING, Optional.of(world.now())));
    template.runs().ifPresent(span -> finishLater(pod, span));
  }

  private void finishLater(Pod running, DurationRange span) {
    world.later(
        draw(runs, span, running),
        () -> {
          Pod pod = alive(running);
          if (pod != null && !pod.terminating()) {
            world.store.update(pod.withStatus(Pod.Phase.SUCCEEDED, Optional.empty()));
          }
        });
  }

  private void stopping(Pod pod) {
    PodTemplate template = world.templateOf(pod);
    Duration wanted =
        template == null || pod.phase() == Pod.Phase.PENDING
            ? FINISHED_OR_UNKNOWN
            : draw(stops, template.stops(), pod);
    Duration left = Duration.between(world.now(), deletion.deadlineOf(pod));
    Duration atMost = left.isNegative() ? Duration.ZERO : left;
    world.after(wanted.compareTo(atMost) < 0 ? wanted : atMost, () -> stopped(pod));
  }

  private void stopped(Pod stopping) {
    Pod pod = alive(stopping);
    if (pod != null) {
      volumes.unmounted(pod);
      deletion.remove(pod);
    }
  }

  /** A static pod runs on whatever happens to its mirror; the kubelet makes another one. */
  private void mirrorAgain(Pod gone) {
    String node = gone.nodeName().orElse("");
    PodTemplate template = world.template(gone.uid());
    world.after(
        FINISHED_OR_UNKNOWN,
        () -> {
          if (template != null
              && machines.works(node)
              && world.store.node(node) != null
              && world.store.find(gone.key()) == null) {
            Pod mirror = template.pod(world.newMeta(gone.key()), gone.placement()).withNode(node);
            world.remember(mirror.uid(), template);
            world.store.create(mirror);
          }
        });
  }

  private static Duration draw(Seeds chance, DurationRange span, Pod pod) {
    return chance.draw(span, pod.name(), pod.meta().createdAt().toEpochMilli());
  }

  /** Returns the pod as it is now, if it still exists and its kubelet works. */
  private @Nullable Pod alive(Pod known) {
    Pod pod = world.store.pod(known.key(), known.uid());
    return pod != null && machines.works(pod.nodeName().orElse("")) ? pod : null;
  }
}
