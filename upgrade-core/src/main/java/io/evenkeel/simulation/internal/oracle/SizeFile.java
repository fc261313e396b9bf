package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.GroupState;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The sizes of one group: what the run has borrowed, and the base, which is its size without that.
 * A change by others counts in our favor until the run has been told of it.
 */
final class SizeFile {
  /** What was not refused and has not come about by then is not taken for done any more. */
  private static final Duration MAY_COME_ABOUT = Duration.ofMinutes(3);

  private final String group;
  private final Limits limits;
  private final Court court;
  private final List<Size> sizes = new ArrayList<>();

  /** From which of the sizes on the run may take the group to be as it was then. */
  private int known;

  private int first;
  private int desired;
  private int max;
  private int borrowed;
  private int borrowedMax;
  private int changes;

  /** How many nodes that nobody needs the run has had removed with their places. */
  private int removed;

  /** What calls explain that are under way: their answers say whether they did it. */
  private final List<Credit> credits = new ArrayList<>();

  /** What has raised the group, and the run neither was shown or told of nor acted upon yet. */
  private final List<Credit> unheard = new ArrayList<>();

  /** Calls that were not refused, although nothing has come about by them yet. */
  private final List<Call> unheeded = new ArrayList<>();

  private final LookAlike lookAlike = new LookAlike();

  /** The changes, by id, that the cloud has told the run of. */
  private final Set<String> heard = new LinkedHashSet<>();

  /** A size that the group had, and its base at that time. */
  private record Size(int number, int desired, int base) {}

  SizeFile(CloudGroup start, Limits limits, Court court) {
    this.group = start.name();
    this.limits = limits;
    this.court = court;
    first = start.desired();
    desired = start.desired();
    max = start.max();
    sizes.add(new Size(changes, desired, desired));
  }

  /** Another run finds it as it is now, and is not told of what the last one has added. */
  void beginsAnew(CloudGroup start) {
    first = start.desired();
    removed = 0;
    unheard.clear();
    sizes.clear();
    known = 0;
    sizes.add(new Size(changes, start.desired(), start.desired() - borrowed));
  }

  /** What the run has added is somebody else's to look after: it was told. */
  void writeOff() {
    borrowed = 0;
    borrowedMax = 0;
    credits.clear();
    unheard.clear();
    unheeded.clear();
  }

  int borrowed() {
    return borrowed;
  }

  int borrowedMax() {
    return borrowedMax;
  }

  /** Returns the size that others mean the group to have. */
  int forOthers() {
    return desired - borrowed + removed;
  }

  /** Returns the newest base. */
  int base() {
    return sizes.get(sizes.size() - 1).base();
  }

  /**
   * Returns how many instances others have asked for on top of what they had left it. What they
   * take back before it is launched takes nothing from what they add later.
   */
  int addedByOthers() {
    int least = Integer.MAX_VALUE;
    int added = 0;
    for (Size size : sizes) {
      least = Math.min(least, size.base());
      added = Math.max(added, size.base() - least);
    }
    return added;
  }

  /** Returns the fewest nodes that must be available, by the base that favors the run. */
  int mustBeAvailable() {
    return least(base -> base - limits.unavailable(base));
  }

  /** Returns the same where a node goes that takes its place with it, so that one always may. */
  int mustBeAvailableBesideUnused() {
    return least(base -> base - Math.max(1, limits.unavailable(base)));
  }

  /** Returns the most instances that there may be, by the base that favors the run. */
  int mayBePresent() {
    return -least(base -> -(base + limits.surge(base)));
  }

  int surge() {
    return limits.surge(first);
  }

  private int least(IntUnaryOperator limit) {
    return sizes.stream()
        .skip(known)
        .mapToInt(size -> limit.applyAsInt(size.base()))
        .min()
        .orElseThrow();
  }

  /** The run has been told how large the group is; what was before that is no excuse any more. */
  void told(GroupState state) {
    unheard.removeIf(credit -> credit.isToldBy(state, heard));
    state.sizeChanges().forEach(change -> heard.add(change.id()));
    for (int size = sizes.size() - 1; size > known; size--) {
      if (sizes.get(size).desired() == state.desired()) {
        known = size;
      }
    }
  }

  void changed(CloudChange change, CloudGroup now) {
    if (now.desired() == desired && now.max() == max) {
      return;
    }
    changes++;
    removed += removesUnused(change) ? desired - now.desired() : 0;
    List<Call> calls = new ArrayList<>(explains(change, now));
    calls.addAll(doneByOthers(change, now));
    Credit credit = new Credit(calls, changes, desired, now.desired(), max, now.max());
    if (calls.isEmpty()) {
      lookAlike.changed(change, credit);
    } else {
      credit(credit);
    }
    desired = now.desired();
    max = now.max();
    sizes.add(new Size(changes, desired, desired - borrowed));
  }

  private void credit(Credit credit) {
    credits.add(credit);
    if (credit.raises()) {
      unheard.add(credit);
    } else {
      unheard.clear();
    }
    borrowed += credit.desired();
    borrowedMax += credit.max();
  }

  /**
   * Others do to the same sizes, or to the same instance, what the run was told is done and had not
   * come about: nobody can tell that from its own doing, and to both it is what they want.
   */
  private List<Call> doneByOthers(CloudChange change, CloudGroup now) {
    unheeded.removeIf(call -> call.sentAt().plus(MAY_COME_ABOUT).isBefore(court.timeline().now()));
    List<Call> same = unheeded.stream().filter(call -> fits(call.act(), change, now)).toList();
    unheeded.removeAll(same);
    return same;
  }

  /** Who was refused has changed nothing: others did the same while the call was under way. */
  void answered(Call call, Call.Result result) {
    if (result != Call.Result.NOT_DONE
        && changesSize(call.act())
        && credits.stream().noneMatch(credit -> credit.calls().contains(call))) {
      unheeded.add(call);
    }
    for (Credit credit : List.copyOf(credits)) {
      if (credit.calls().contains(call)) {
        answered(call, result, credit);
      }
    }
  }

  private void answered(Call call, Call.Result result, Credit credit) {
    if (result == Call.Result.NOT_DONE) {
      credit.calls().remove(call);
      if (credit.calls().isEmpty()) {
        credits.remove(credit);
        takeBack(credit, credit.number());
      }
    } else {
      credits.remove(credit);
    }
  }

  /**
   * The run asks again, or ends: what others have undone before it could be shown or told of it has
   * not come about, for all that anybody can tell.
   */
  void givesUp() {
    List<Credit> vain = unheard.stream().filter(credit -> credit.isUndone(desired, max)).toList();
    vain.forEach(credit -> takeBack(credit, credit.number() + 1));
  }

  /** The run writes its marks: by them it may take a change by others for its own. */
  void marked(Caller by, Map<String, String> marks) {
    lookAlike
        .marked(by, marks)
        .ifPresent(change -> borrows(change.desired(), change.max(), change.number()));
  }

  private void takeBack(Credit credit, int since) {
    unheard.remove(credit);
    borrows(-credit.desired(), -credit.max(), since);
  }

  private void borrows(int moreDesired, int moreMax, int since) {
    borrowed += moreDesired;
    borrowedMax += moreMax;
    sizes.replaceAll(
        size ->
            size.number() < since
                ? size
                : new Size(size.number(), size.desired(), size.base() - moreDesired));
  }

  /** Returns whether a call of the run that is under way explains the change of size. */
  boolean ours(CloudChange change, CloudGroup now) {
    return !explains(change, now).isEmpty();
  }

  private List<Call> explains(CloudChange change, CloudGroup now) {
    return court.underWay().stream().filter(call -> fits(call.act(), change, now)).toList();
  }

  private boolean changesSize(Act act) {
    return (act instanceof Act.SetSize || act instanceof Act.Terminate)
        && act instanceof Act.OnGroup write
        && write.group().equals(group);
  }

  private boolean fits(Act act, CloudChange change, CloudGroup now) {
    return resizes(act, change, now) || givesBack(act, change);
  }

  private boolean resizes(Act act, CloudChange change, CloudGroup now) {
    return act instanceof Act.SetSize set
        && change.kind() == CloudChange.Kind.RESIZED
        && set.group().equals(group)
        && set.resize().desired() == now.desired()
        && set.resize().max() == now.max();
  }

  private boolean removesUnused(CloudChange change) {
    return change.kind() == CloudChange.Kind.TERMINATING
        && court.file(group).isUnused(change.subject());
  }

  private boolean givesBack(Act act, CloudChange change) {
    return act instanceof Act.Terminate terminate
        && !court.file(group).isUnused(terminate.instance()) // its place was never borrowed
        && change.kind() == CloudChange.Kind.TERMINATING
        && terminate.instance().equals(change.subject())
        && terminate.after() == AfterTermination.GIVE_BACK;
  }
}
