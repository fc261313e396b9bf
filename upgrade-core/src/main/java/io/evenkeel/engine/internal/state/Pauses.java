package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The times for which a run was paused, or for which nobody saw what it works on; they do not count
 * against its deadlines.
 */
public record Pauses(List<Span> spans) {
  static final Pauses NONE = new Pauses(List.of());

  /** Calls that fail one after another leave such gaps in what is one outage. */
  private static final Duration GAP = Duration.ofSeconds(5);

  public Pauses {
    spans = List.copyOf(spans);
  }

  /** One pause. */
  public record Span(Instant from, Instant to) {
    Duration within(Instant begin, Instant end) {
      Instant first = from.isAfter(begin) ? from : begin;
      Instant last = to.isBefore(end) ? to : end;
      return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
    }

    private boolean meets(Span other) {
      return !from.minus(GAP).isAfter(other.to) && !other.from.minus(GAP).isAfter(to);
    }

    private Span with(Span other) {
      return new Span(
          from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }
  }

  /** Adds a time; where it meets others, they are one from then on. */
  Pauses plus(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return this;
    }
    Span all = new Span(from, to);
    List<Span> more = new ArrayList<>();
    for (Span span : spans) {
      if (span.meets(all)) {
        all = all.with(span);
      } else {
        more.add(span);
      }
    }
    more.add(all);
    return new Pauses(more);
  }

  Pauses and(Pauses others) {
    Pauses all = this;
    for (Span span : others.spans) {
      all = all.plus(span.from(), span.to());
    }
    return all;
  }

  Duration within(Instant begin, Instant end) {
    return spans.stream().map(s -> s.within(begin, end)).reduce(Duration.ZERO, Duration::plus);
  }

  /** Reads pauses back; a spoiled one is as good as none. */
  public static Pauses parse(String text) {
    List<Span> spans = new ArrayList<>();
    for (String word : text.split(" ")) {
      String[] ends = word.split("/");
      try {
        if (ends.length == 2) {
          spans.add(new Span(Instant.parse(ends[0]), Instant.parse(ends[1])));
        }
      } catch (DateTimeParseException spoiled) {
        continue;
      }
    }
    return new Pauses(spans);
  }

  @Override
  public String toString() {
    return spans.stream().map(s -> s.from() + "/" + s.to()).collect(Collectors.joining(" "));
  }
}
