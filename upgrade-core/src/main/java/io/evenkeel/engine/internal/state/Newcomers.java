package io.evenkeel.engine.internal.state;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what came to a group after the run had begun from what was there already. Births are
 * compared with births only, which the cloud or the API server dates: no clock of ours is asked, so
 * that none can be wrong.
 *
 * @param newest the latest birth when the run began
 * @param undated what was there without a birth, such as an instance that had no node yet
 */
public record Newcomers(Instant newest, List<String> undated) {

  public Newcomers {
    undated = List.copyOf(undated);
  }

  static Newcomers since(Collection<Member> members, ClusterView cluster) {
    return new Newcomers(
        members.stream()
            .flatMap(member -> birth(member, cluster).stream())
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH),
        members.stream()
            .filter(member -> birth(member, cluster).isEmpty())
            .map(Member::id)
            .toList());
  }

  boolean includes(Member member, ClusterView cluster) {
    return !undated.contains(member.id())
        && birth(member, cluster).map(newest::isBefore).orElse(true);
  }

  private static Optional<Instant> birth(Member member, ClusterView cluster) {
    return member
        .instance()
        .launchedAt()
        .or(() -> member.nodeName().flatMap(cluster::node).map(node -> node.meta().createdAt()));
  }

  /** Returns it as one line, to be kept beside the lease. */
  public String text() {
    return String.join(" ", Stream.concat(Stream.of(newest.toString()), undated.stream()).toList());
  }

  public static Optional<Newcomers> parse(String text) {
    List<String> words = List.of(text.split(" "));
    try {
      return Optional.of(
          new Newcomers(Instant.parse(words.get(0)), words.subList(1, words.size())));
    } catch (DateTimeParseException spoiled) {
      return Optional.empty();
    }
  }
}
