package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The times for which a run was paused; they do not count against its deadlines. */
public record Pauses(List<Span> spans) {
  static final Pauses NONE = new Pauses(List.of());

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
  }

  Pauses plus(Instant from, Instant to) {
    List<Span> more = new ArrayList<>(spans);
    more.add(new Span(from, to));
    return new Pauses(more);
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
