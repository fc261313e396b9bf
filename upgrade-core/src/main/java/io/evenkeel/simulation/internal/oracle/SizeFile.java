package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.GroupState;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.spi.AfterTermination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * The sizes of one group: what the run has borrowed, and the base, which is its size without that.
 * A change by others counts in our favor until the run has been told of it.
 */
final class SizeFile {
  private final String group;
  private final Limits limits;
  private final Court court;
  private final List<Size> sizes = new ArrayList<>();
  private int first;
  private int desired;
  private int max;
  private int borrowed;
  private int borrowedMax;
  private int changes;
  private final List<Credit> credits = new ArrayList<>();

  /** A size that the group had, and its base at that time. */
  private record Size(int number, int desired, int base) {}

  /** A change of size that a call under way explains, until its answer says what it did. */
  private record Credit(Call call, int number, int desired, int max) {}

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
    sizes.clear();
    sizes.add(new Size(changes, start.desired(), start.desired() - borrowed));
  }

  /** What the run has added is somebody else's to look after: it was told. */
  void writeOff() {
    borrowed = 0;
    borrowedMax = 0;
    credits.clear();
  }

  int borrowed() {
    return borrowed;
  }

  int borrowedMax() {
    return borrowedMax;
  }

  /** Returns the size that others mean the group to have. */
  int forOthers() {
    return desired - borrowed;
  }

  /** Returns the newest base. */
  int base() {
    return sizes.get(sizes.size() - 1).base();
  }

  /** Returns how many instances others have asked for on top of what it had at first. */
  int addedByOthers() {
    return Math.max(0, base() - first);
  }

  /** Returns the fewest nodes that must be available, by the base that favors the run. */
  int mustBeAvailable() {
    return least(base -> base - limits.unavailable(base));
  }

  /** Returns the most instances that there may be, by the base that favors the run. */
  int mayBePresent() {
    return -least(base -> -(base + limits.surge(base)));
  }

  int surge() {
    return limits.surge(first);
  }

  private int least(IntUnaryOperator limit) {
    return sizes.stream().mapToInt(size -> limit.applyAsInt(size.base())).min().orElseThrow();
  }

  /** The run has been told how large the group is; what was before that is no excuse any more. */
  void told(GroupState state) {
    int known = sizes.size() - 1;
    while (known > 0 && sizes.get(known).desired() != state.desired()) {
      known--;
    }
    if (sizes.get(known).desired() == state.desired()) {
      sizes.subList(0, known).clear();
    }
  }

  void changed(CloudChange change, CloudGroup now) {
    if (now.desired() == desired && now.max() == max) {
      return;
    }
    changes++;
    explains(change, now).ifPresent(call -> credit(call, now));
    desired = now.desired();
    max = now.max();
    sizes.add(new Size(changes, desired, desired - borrowed));
  }

  private void credit(Call call, CloudGroup now) {
    Credit credit = new Credit(call, changes, now.desired() - desired, now.max() - max);
    credits.add(credit);
    borrowed += credit.desired();
    borrowedMax += credit.max();
  }

  /** Who was refused has changed nothing: others did the same while the call was under way. */
  void answered(Call call, Call.Result result) {
    if (result == Call.Result.NOT_DONE) {
      credits.stream().filter(credit -> credit.call() == call).forEach(this::takeBack);
    }
    credits.removeIf(credit -> credit.call() == call);
  }

  private void takeBack(Credit credit) {
    borrowed -= credit.desired();
    borrowedMax -= credit.max();
    sizes.replaceAll(
        size ->
            size.number() < credit.number()
                ? size
                : new Size(size.number(), size.desired(), size.base() + credit.desired()));
  }

  /** Returns whether a call of the run that is under way explains the change of size. */
  boolean ours(CloudChange change, CloudGroup now) {
    return explains(change, now).isPresent();
  }

  private Optional<Call> explains(CloudChange change, CloudGroup now) {
    return court.underWay().stream()
        .filter(call -> resizes(call.act(), change, now) || givesBack(call.act(), change))
        .findFirst();
  }

  private boolean resizes(Act act, CloudChange change, CloudGroup now) {
    return act instanceof Act.SetSize set
        && change.kind() == CloudChange.Kind.RESIZED
        && set.group().equals(group)
        && set.resize().desired() == now.desired()
        && set.resize().max() == now.max();
  }

  private static boolean givesBack(Act act, CloudChange change) {
    return act instanceof Act.Terminate terminate
        && change.kind() == CloudChange.Kind.TERMINATING
        && terminate.instance().equals(change.subject())
        && terminate.after() == AfterTermination.GIVE_BACK;
  }
}
