package io.evenkeel.aws.simulated.internal;

import java.util.Map;
import java.util.TreeMap;

/** What happens to a request in the end. */
sealed interface Reply {

  /** It is answered. */
  record Answered(int status, String type, String body, Map<String, String> headers)
      implements Reply {

    Answered with(String header, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(header, value);
      return new Answered(status, type, body, more);
    }
  }

  /** The line breaks. */
  record Dropped() implements Reply {}

  /** Nothing ever comes back. */
  record Silent() implements Reply {}
}
