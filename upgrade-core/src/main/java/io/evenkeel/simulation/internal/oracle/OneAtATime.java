package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Pod;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A pod is evicted once, and one process writes to a node or an instance once at a time. */
final class OneAtATime implements Rule {
  private final Court court;

  /** What was confirmed, and when. */
  private final Map<String, Instant> goneByUs = new LinkedHashMap<>();

  OneAtATime(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    Act act = call.act();
    act.moves().ifPresent(pod -> moves(call, pod));
    if (act instanceof Act.Patch patch) {
      refuse(call, patch.node().uid(), "node " + patch.node().name(), "was written to");
    } else if (act instanceof Act.Terminate terminate) {
      refuse(call, terminate.instance(), "instance " + terminate.instance(), "was terminated");
    }
  }

  private void moves(Call call, Pod pod) {
    boolean knownToGo =
        goneByUs.containsKey(pod.uid())
            || call.views().stream()
                .allMatch(view -> view.same(pod).map(Pod::terminating).orElse(false));
    if (knownToGo && !court.forced().covers(call)) {
      violated("pod " + pod.key().path() + " was evicted again");
    }
    refuse(call, pod.uid(), "pod " + pod.key().path(), "was evicted");
  }

  /** What was confirmed and not done may be asked for again: the instance is said to be there. */
  private void refuse(Call call, String id, String subject, String what) {
    boolean again = goneByUs.containsKey(id) && call.act() instanceof Act.Terminate;
    if (again && court.groupOfInstance(id).filter(group -> isThere(group, id)).isEmpty()) {
      violated(subject + " " + what + " again");
    }
    Predicate<Call> another = other -> Optional.of(id).equals(idOf(other.act()));
    if (court.underWay().stream()
        .filter(other -> other.caller() == call.caller())
        .filter(other -> !other.givenUpAt(court.timeline().now()))
        .anyMatch(another)) {
      violated(subject + " " + what + " while an earlier call was not answered");
    }
  }

  private boolean isThere(GroupFile group, String instance) {
    return group.roster().present(instance)
        || group.roster().toldThereSince(instance, goneByUs.getOrDefault(instance, Instant.MAX));
  }

  @Override
  public void answered(Call call, Call.Result result) {
    boolean gone = call.act().moves().isPresent() || call.act() instanceof Act.Terminate;
    if (gone && result == Call.Result.DONE) {
      idOf(call.act()).ifPresent(id -> goneByUs.put(id, court.timeline().now()));
    }
  }

  private static Optional<String> idOf(Act act) {
    if (act instanceof Act.Patch patch) {
      return Optional.of(patch.node().uid());
    }
    return act instanceof Act.Terminate terminate
        ? Optional.of(terminate.instance())
        : act.moves().map(Pod::uid);
  }

  private void violated(String what) {
    court.violated(Invariant.ONE_AT_A_TIME, what);
  }
}
