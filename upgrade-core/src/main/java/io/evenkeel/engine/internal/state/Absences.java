package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Instances that a listing leaves out. A cloud may not show one for a while that is there: one is
 * believed to be gone when it was on its way out before, when its node is gone as well, or when it
 * has been left out for long.
 */
final class Absences {
  private static final Duration BELIEVED_AFTER = Duration.ofMinutes(2);

  private final Map<String, Instant> since = new LinkedHashMap<>();

  /** Returns the group with those of its known instances that it only seems to miss. */
  GroupState complete(GroupState observed, Collection<Member> known, Instant now) {
    Map<String, Instance> there = new LinkedHashMap<>();
    observed.instances().forEach(instance -> there.put(instance.id(), instance));
    since.keySet().removeIf(there::containsKey);
    known.forEach(member -> member.listed(there.containsKey(member.id())));
    List<Instance> missed =
        known.stream()
            .filter(member -> !there.containsKey(member.id()) && onlySeemsGone(member, now))
            .map(Member::instance)
            .toList();
    return missed.isEmpty() ? observed : observed.withInstances(joined(observed, missed));
  }

  private boolean onlySeemsGone(Member member, Instant now) {
    if (member.leaving() || member.lostItsNode()) {
      return false;
    }
    Instant first = since.computeIfAbsent(member.id(), id -> now);
    return first.plus(BELIEVED_AFTER).isAfter(now);
  }

  private static List<Instance> joined(GroupState observed, List<Instance> missed) {
    List<Instance> all = new ArrayList<>(observed.instances());
    all.addAll(missed);
    return all;
  }
}
