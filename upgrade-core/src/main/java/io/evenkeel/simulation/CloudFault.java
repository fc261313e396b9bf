package io.evenkeel.simulation;

import java.time.Duration;

/** What a simulated cloud does to a call instead of serving it. */
public sealed interface CloudFault {

  /** The caller is not allowed to. */
  record Deny() implements CloudFault {}

  /** The caller asks too often; nothing is done. */
  record Throttle(Duration retryAfter) implements CloudFault {}

  /** The request is lost on its way: nothing is done, and the caller cannot know. */
  record LoseRequest() implements CloudFault {}

  /** The request is served, but the answer is lost: the caller cannot know. */
  record LoseAnswer() implements CloudFault {}

  /** The request is served, and no answer ever comes. */
  record NeverAnswer() implements CloudFault {}

  /** The request arrives that much later than usual, and is served then. */
  record Late(Duration by) implements CloudFault {}

  /** The request is answered as if it had been served, but nothing is done; writes only. */
  record PretendSuccess() implements CloudFault {}

  /** The caller's credentials have expired, or cannot be had; nothing is done. */
  record Expired() implements CloudFault {}
}
