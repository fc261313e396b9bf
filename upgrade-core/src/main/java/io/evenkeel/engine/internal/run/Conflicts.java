package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.LeaseRecord;
import java.util.List;
import java.util.Optional;

/**
 * Where the marks of a group say something else than their copy in the lease, which is believed.
 */
final class Conflicts {
  private Conflicts() {}

  static List<Finding> find(RunState run, LeaseRecord lease) {
    LeaseBook book = LeaseBook.of(lease);
    return run.groups().stream().flatMap(group -> of(group, book).stream()).toList();
  }

  private static Optional<Finding> of(GroupView group, LeaseBook book) {
    GroupMarks tags = GroupMarks.parse(group.state().marks());
    return book.marks(group.name())
        .filter(copy -> !tags.mayPrecede(copy))
        .map(
            copy ->
                Finding.warning(
                    "MARKS_DIFFER",
                    "node group " + group.name(),
                    "its marks are "
                        + (tags.present() ? tags.toMap() : "gone")
                        + ", but the lease has "
                        + copy.toMap(),
                    "nothing: the lease is believed, since marks may be edited or lost"));
  }
}
