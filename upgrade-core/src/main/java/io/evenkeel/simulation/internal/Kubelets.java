package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.DurationRange;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts and stops the pods that are bound to nodes whose machines run. */
final class Kubelets {
  private static final Duration FINISHED_OR_UNKNOWN = Duration.ofSeconds(1);

  private final World world;
  private final NodeMachines machines;
  private final PodDeletion deletion;
  private final Volumes volumes;
  private final Seeds chance;

  Kubelets(World world, NodeMachines machines, PodDeletion deletion, Volumes volumes) {
    this.world = world;
    this.machines = machines;
    this.deletion = deletion;
    this.volumes = volumes;
    this.chance = world.seeds.stream("kubelets");
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.after() instanceof Node node && change.created()) {
      world.after(Duration.ZERO, () -> world.pods.onNode(node.name()).forEach(this::bound));
    }
    if (!(change.after() instanceof Pod pod) || pod.nodeName().isEmpty()) {
      return;
    }
    Pod before = (Pod) change.before();
    if (pod.terminating() && (before == null || !before.terminating())) {
      stopping(pod);
    } else if (before == null || before.nodeName().isEmpty()) {
      bound(pod);
    }
  }

  private void bound(Pod pod) {
    PodTemplate template = world.templateOf(pod);
    if (template == null || pod.phase() != Pod.Phase.PENDING || pod.terminating()) {
      return;
    }
    volumes.whenAttached(pod, () -> pull(pod, template));
  }

  private void pull(Pod pod, PodTemplate template) {
    Duration start = chance.draw(template.starts(), pod.uid());
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
    if (pod == null || node == null || pod.terminating() || template.fails().test(node)) {
      return;
    }
    world.store.update(pod.withStatus(Pod.Phase.RUNNING, Optional.of(world.now())));
    template.runs().ifPresent(runs -> finishLater(pod, runs));
  }

  private void finishLater(Pod running, DurationRange runs) {
    world.later(
        chance.draw(runs, running.uid() + "/runs"),
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
            : chance.draw(template.stops(), pod.uid() + "/stops");
    Duration grace = deletion.graceOf(pod);
    world.after(wanted.compareTo(grace) < 0 ? wanted : grace, () -> stopped(pod));
  }

  private void stopped(Pod stopping) {
    Pod pod = alive(stopping);
    if (pod != null) {
      deletion.remove(pod);
    }
  }

  /** Returns the pod as it is now, if it still exists and its machine still runs. */
  private @Nullable Pod alive(Pod known) {
    Pod pod = world.store.pod(known.key(), known.uid());
    return pod != null && machines.runs(pod.nodeName().orElse("")) ? pod : null;
  }
}
