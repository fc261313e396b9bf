package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps up what hinders drains, and tells it when it becomes known and when it changes. */
final class Hindrances {
  private Hindrances() {}

  static List<UpgradeEvent> refresh(String nodeName, RunState run, Instant now) {
    Optional<RunState.Place> place = run.placeOf(nodeName);
    Optional<Node> node = run.cluster().node(nodeName);
    if (place.isEmpty() || node.isEmpty() || run.ending().isPresent()) {
      return List.of();
    }
    Member member = place.get().member();
    List<UpgradeEvent> others = OthersSeen.of(place.get(), node.get(), run, now);
    if (!others.isEmpty()) {
      return others;
    }
    if (member.stage() == NodeStage.DETACHING && !member.leaving()) {
      Detaching detaching = new Detaching(place.get().group(), member, node.get(), run, now);
      return note(place.get(), detaching.diagnosis(), run, now);
    }
    if (!draining(member)) {
      if (isPast(member)) {
        member.diagnosed(List.of(), Optional.empty());
      }
      return List.of();
    }
    Diagnosis diagnosis = Diagnosis.of(node.get(), run.drainOf(nodeName), run, now);
    return note(place.get(), diagnosis, run, now);
  }

  /** Takes over what hinders the member's node and returns what there is to tell. */
  static List<UpgradeEvent> note(
      RunState.Place place, Diagnosis diagnosis, RunState run, Instant now) {
    Member member = place.member();
    List<Obstacle> before = member.obstacles();
    member.diagnosed(diagnosis.obstacles(), diagnosis.again());
    if (Diagnosis.same(before, diagnosis.obstacles())) {
      return List.of();
    }
    // What the ladder does next may depend on it.
    member.nodeName().ifPresent(node -> run.agenda().add(new AgendaItem.OfNode(node)));
    return List.of(
        new UpgradeEvent.Hindered(
            now, place.group().name(), member.label(), diagnosis.obstacles()));
  }

  /** Takes over what keeps the nodes of a group that stands still from being drained at all. */
  static List<UpgradeEvent> stalled(
      GroupView group, List<StallCauses.Kept> kept, RunState run, Instant now) {
    List<UpgradeEvent> events = new ArrayList<>();
    for (Member member : group.at(NodeStage.OUTDATED)) {
      List<Obstacle> own =
          kept.stream().filter(k -> k.member() == member).map(StallCauses.Kept::obstacle).toList();
      Diagnosis diagnosis = new Diagnosis(own, Optional.empty());
      events.addAll(note(new RunState.Place(group, member), diagnosis, run, now));
    }
    return events;
  }

  /** Returns the wish for another look when something may have become an obstacle. */
  static List<Decision> lookAgain(Member member, Instant now) {
    return member
        .diagnosedAgain()
        .filter(again -> again.isAfter(now))
        .flatMap(
            again ->
                member
                    .nodeName()
                    .<Decision>map(
                        node ->
                            new Decision.Wake(
                                new AgendaItem.OfDrain(node), Duration.between(now, again))))
        .map(List::of)
        .orElse(List.of());
  }

  private static boolean draining(Member member) {
    return (member.stage() == NodeStage.DRAINING || member.stage() == NodeStage.BLOCKED)
        && !member.leaving();
  }

  private static boolean isPast(Member member) {
    return switch (member.stage()) {
      case EMPTY, SOAKING, DETACHING, TERMINATING, GONE -> true;
      default -> false;
    };
  }
}
