package io.evenkeel.engine.internal.plan;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeRequest;
import java.time.Instant;

/**
 * Names requests for nodes after the node that each is made for, as whoever goes on has to know.
 */
final class RequestName {
  private static final int BASE = 36;
  private static final String ONE_MORE = "-more";

  private RequestName() {}

  static String of(Instant now, int number, NodeClaim claim) {
    return Long.toString(now.toEpochMilli(), BASE) + "-" + number + "-" + last(claim.name());
  }

  /** Names a request beside those that there are, where what has come for them does not suffice. */
  static String ofOneMore(Instant now, int number, NodeClaim claim) {
    return Long.toString(now.toEpochMilli(), BASE)
        + "-"
        + number
        + ONE_MORE
        + "-"
        + last(claim.name());
  }

  static boolean isOneMore(NodeRequest request) {
    return request.name().contains(ONE_MORE + "-");
  }

  /** Returns whether it was made for that node. */
  static boolean isFor(NodeRequest request, NodeClaim claim) {
    return last(request.name()).equals(last(claim.name()));
  }

  /** What is generated tells the nodes of one pool apart. */
  private static String last(String name) {
    return name.substring(name.lastIndexOf('-') + 1);
  }
}
