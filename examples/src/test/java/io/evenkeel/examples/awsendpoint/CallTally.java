package io.evenkeel.examples.awsendpoint;

import io.evenkeel.aws.simulated.AwsCall;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The calls of a run: what is done for the nodes, and looking whether others have done theirs. */
record CallTally(List<AwsCall> calls, Look look, int nodes, Duration took) {

  /**
   * What is asked again and again while others are at work.
   *
   * @param action a call that is made for nothing else
   * @param calls how many calls a look takes in all
   */
  record Look(String action, int calls) {}

  /** Returns how many calls there were for each node, without those that only look. */
  double perNode() {
    return (calls.size() - looks() * look.calls()) / (double) nodes;
  }

  double looksPerMinute() {
    return looks() * 60.0 / took.toSeconds();
  }

  private long looks() {
    return calls.stream().filter(call -> call.action().equals(look.action())).count();
  }

  private Map<String, Integer> byAction() {
    Map<String, Integer> counts = new TreeMap<>();
    calls.forEach(call -> counts.merge(call.action(), 1, Integer::sum));
    return counts;
  }

  /** Returns a table of the calls, and what they come to. */
  String inWords(String title) {
    StringBuilder text =
        new StringBuilder("%s: %d nodes in %d min%n".formatted(title, nodes, took.toMinutes()));
    byAction().forEach((action, count) -> text.append("  %-48s %5d%n".formatted(action, count)));
    return text.append(
            String.format(
                Locale.ROOT,
                "  %-48s %5.1f%n  %-48s %5.1f, of %d calls",
                "for each node, without looks",
                perNode(),
                "looks in a minute",
                looksPerMinute(),
                look.calls()))
        .toString();
  }
}
