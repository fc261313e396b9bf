package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The instances of a group that this run has seen and not yet seen go, with or without a node. */
final class Members {
  private final Map<String, Member> byId = new LinkedHashMap<>();
  private final Map<String, Member> nodeless = new LinkedHashMap<>();
  private final LinkedHashSet<String> doneWith = new LinkedHashSet<>();
  private final Absences absences = new Absences();
  private final Departures departures = new Departures();
  private final Headcount headcount = new Headcount();
  private int came;

  /** Returns the group with the instances that it lists, and those that it only seems to miss. */
  GroupState complete(GroupState observed, Instant now) {
    return absences.complete(departures.rectify(observed), byId.values(), now);
  }

  /** Takes over what the cloud shows now and returns the members that are new or have changed. */
  List<Member> observe(GroupState observed, Instant now, GroupMarks marks) {
    List<Member> touched = new ArrayList<>();
    Map<String, Instance> there = new LinkedHashMap<>();
    for (Instance instance : observed.instances()) {
      there.put(instance.id(), instance);
      if (!byId.containsKey(instance.id()) && doneWith.contains(instance.id())) {
        continue;
      }
      observe(departures.goingAsTold(instance), now, marks).ifPresent(touched::add);
    }
    for (Member member : byId.values()) {
      if (!there.containsKey(member.id())
          && member.instance().state() != Instance.State.TERMINATED) {
        member.observe(member.instance().withState(Instance.State.TERMINATED));
        touched.add(member);
      }
    }
    return touched;
  }

  private Optional<Member> observe(Instance instance, Instant now, GroupMarks marks) {
    Member known = byId.get(instance.id());
    if (known == null) {
      Member member = new Member(came++, instance, now, this::recount);
      member.recall(marks);
      byId.put(instance.id(), member);
      recount(member);
      nodeless.put(instance.id(), member);
      return Optional.of(member);
    }
    boolean changed = !known.instance().equals(instance);
    known.observe(instance);
    boolean unheeded = known.terminationWasUnheeded(now);
    return changed || unheeded ? Optional.of(known) : Optional.empty();
  }

  /** Somebody may still know a member that has been dropped; it counts no more. */
  private void recount(Member member) {
    if (byId.get(member.id()) == member) {
      headcount.recount(member);
    }
  }

  Collection<Member> all() {
    return byId.values();
  }

  Optional<Member> member(String instanceId) {
    return Optional.ofNullable(byId.get(instanceId));
  }

  /** Takes over since when what lasts has lasted in an earlier process. */
  void recall(GroupMarks marks) {
    byId.values().forEach(member -> member.recall(marks));
  }

  /** Waits no more for it to go; it is not taken in again once it is dropped. */
  void leaveBehind(String instanceId) {
    doneWith.add(instanceId);
    member(instanceId).ifPresent(Member::leaveBehind);
  }

  /** Forgets it; what was on its way out is not taken in again by a look from before. */
  void drop(String instanceId) {
    if (departures.tells(instanceId)) {
      doneWith.add(instanceId);
    }
    nodeless.remove(instanceId);
    Member member = byId.remove(instanceId);
    if (member != null) {
      headcount.forget(member);
    }
  }

  void hasNode(Member member, boolean present) {
    member.inCluster(present);
    if (present) {
      nodeless.remove(member.id());
    } else {
      nodeless.put(member.id(), member);
    }
  }

  /** Returns the members counted as they are now. */
  Headcount headcount() {
    return headcount;
  }

  /** Returns the members that have no node in the cluster. */
  List<Member> nodeless() {
    return new ArrayList<>(nodeless.values());
  }
}
