package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.Fit;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the pods of a node would land: on nodes that stay, or else, where the surge is used up, on
 * the outdated nodes that are drained last. Of a run that ends early the outdated nodes stay, and
 * come first: what lands on surge would have to move once more.
 */
final class Landing {
  private final GroupView group;
  private final RunState run;
  private final Fit fit;
  private final Places staying;
  private final LinkedHashSet<String> left = new LinkedHashSet<>();

  Landing(GroupView group, RunState run) {
    this.group = group;
    this.run = run;
    this.fit = new Fit(run.cluster(), run.room());
    this.staying = new Places(staying(run), fit);
  }

  /** Returns room for every pod of the node, or nothing where a pod would find none. */
  Optional<List<Room.Promise>> place(Node leaving) {
    if (fit.counts(leaving.name())) {
      return Optional.empty();
    }
    Attempt attempt = attempt(leaving);
    if (attempt.homeless().isPresent()) {
      takeBack(attempt);
      return Optional.empty();
    }
    left.add(leaving.name());
    return Optional.of(attempt.promises());
  }

  /** Returns the pod of the node that finds no room beside the others, which stay placed here. */
  Optional<Pod> homeless(Node leaving) {
    return attempt(leaving).homeless();
  }

  /** Returns what has been placed here, beside what the cluster shows. */
  Fit fit() {
    return fit;
  }

  /** What has been placed of a node's pods, and the first of them that found no room. */
  private record Attempt(List<Room.Promise> promises, Optional<Pod> homeless) {}

  /** Small pods in the only gap for a big one leave it without room: then the big ones go first. */
  private Attempt attempt(Node leaving) {
    List<Pod> pods =
        run.cluster().podsOn(leaving.name()).stream()
            .filter(pod -> !pod.staysWithItsNode() && !pod.terminating())
            .toList();
    Attempt first = attempt(pods, leaving);
    if (first.homeless().isEmpty() || first.promises().isEmpty()) {
      return first;
    }
    takeBack(first);
    return attempt(biggestFirst(pods, leaving), leaving);
  }

  private Attempt attempt(List<Pod> pods, Node leaving) {
    List<Room.Promise> promises = new ArrayList<>();
    Awaiting awaiting = new Awaiting(group, run, leaving);
    for (Pod pod : pods) {
      Optional<Node> place = find(pod, leaving);
      if (place.isPresent()) {
        promises.add(fit.place(pod, place.get()));
      } else if (!awaiting.admits(pod)) {
        return new Attempt(promises, Optional.of(pod));
      }
    }
    return new Attempt(promises, Optional.empty());
  }

  private void takeBack(Attempt attempt) {
    attempt.promises().forEach(fit::unplace);
    attempt.promises().forEach(staying::unplace);
  }

  private static List<Pod> biggestFirst(List<Pod> pods, Node leaving) {
    return pods.stream()
        .sorted(Comparator.comparingDouble((Pod pod) -> share(pod, leaving)).reversed())
        .toList();
  }

  /** Returns how much of its node the pod asks for. */
  private static double share(Pod pod, Node node) {
    return Math.max(
        (double) pod.requests().cpuMillis() / Math.max(1, node.allocatable().cpuMillis()),
        (double) pod.requests().memoryBytes() / Math.max(1, node.allocatable().memoryBytes()));
  }

  /** Places what can be placed of pods that are on their way already. */
  void placeAgain(Collection<Pod> pods, String leaving) {
    for (Pod pod : pods) {
      if (!pod.staysWithItsNode() && !pod.terminating()) {
        find(pod, leaving).ifPresent(node -> run.room().promise(fit.place(pod, node)));
      }
    }
  }

  private Optional<Node> find(Pod pod, Node leaving) {
    return find(pod, leaving.name());
  }

  private Optional<Node> find(Pod pod, String leaving) {
    if (run.ending().isPresent()) {
      return drainedLast(pod, leaving).or(() -> roomiest(pod, leaving));
    }
    Optional<Node> place = roomiest(pod, leaving);
    return place.isPresent() || !surgeIsUsedUp() ? place : drainedLast(pod, leaving);
  }

  private Optional<Node> roomiest(Pod pod, String leaving) {
    return staying.roomiest(pod, node -> !node.equals(leaving) && !left.contains(node), fit);
  }

  private Optional<Node> drainedLast(Pod pod, String leaving) {
    return drainedLast().stream()
        .filter(node -> !node.name().equals(leaving) && !left.contains(node.name()))
        .filter(node -> fit.fits(pod, node))
        .findFirst();
  }

  private boolean surgeIsUsedUp() {
    return surgeIsUsedUp(group);
  }

  /** Returns whether pods may land on outdated nodes as well, since no more new ones come. */
  static boolean surgeIsUsedUp(GroupView group) {
    return group.surgeLimit() == 0
        || group.census().toBeReplaced() <= group.surgeLimit()
        || CanaryPlace.needed(group)
        || nothingElseComes(group);
  }

  /**
   * The new nodes are all there and full, such as with the pods of nodes that others have taken:
   * what is left is to move pods twice, or to stop.
   */
  static boolean nothingElseComes(GroupView group) {
    return group.marks().canary().passed()
        && group.census().outdatedUnderWay() == 0
        && group.census().replacementsUnderWay() == 0
        && group.census().unprovenReplacements() == 0
        && group.state().present() >= group.base() + group.surgeLimit();
  }

  /** The nodes of groups whose turn comes later are drained after all of these. */
  private List<Node> drainedLast() {
    return Stream.concat(
            run.groups().stream().filter(g -> g != group && !g.done()), Stream.of(group))
        .flatMap(g -> outdated(g).sorted(DrainOrder.of(g, run).reversed()))
        .flatMap(m -> m.nodeName().flatMap(run.cluster()::node).stream())
        .filter(node -> node.ready() && !node.unschedulable())
        .toList();
  }

  private static Stream<Member> outdated(GroupView of) {
    return of.at(NodeStage.OUTDATED).stream().filter(Member::outdated);
  }

  /** Returns the nodes that stay and that pods may count on. */
  static List<Node> staying(RunState run) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : run.cluster().nodes()) {
      if (node.ready()
          && !node.unschedulable()
          && !Marks.softClosed(node)
          && !run.isClosing(node.name())
          && usable(node, run)) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private static boolean usable(Node node, RunState run) {
    return run.placeOf(node.name())
        .map(place -> place.member().stage())
        .map(stage -> stage == NodeStage.USABLE || stage == NodeStage.UNSELECTED)
        .orElse(true);
  }
}
