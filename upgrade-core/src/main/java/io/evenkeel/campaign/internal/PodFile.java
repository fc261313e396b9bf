package io.evenkeel.campaign.internal;

import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was seen of the pods of one name. */
final class PodFile {
  private static final Taint CLOSED =
      new Taint("node.kubernetes.io/unschedulable", "", Taint.Effect.NO_SCHEDULE);

  private Pod last;
  private final Set<String> nodes = new LinkedHashSet<>();
  private boolean finalizers;
  private boolean marked;
  private Optional<Instant> unreadySince = Optional.empty();
  private Optional<Instant> terminatingSince = Optional.empty();
  private Optional<Instant> pendingSince = Optional.empty();
  private Duration longestPending = Duration.ZERO;
  private Duration longestUnready = Duration.ZERO;
  private Duration longestTerminating = Duration.ZERO;

  PodFile(Pod first) {
    this.last = first;
  }

  void saw(Pod pod, boolean there, Instant now) {
    last = pod;
    pod.nodeName().ifPresent(nodes::add);
    finalizers |= !pod.meta().finalizers().isEmpty();
    Map<String, String> annotations = pod.meta().annotations();
    marked |=
        annotations.containsKey("karpenter.sh/do-not-disrupt")
            || annotations.containsKey("cluster-autoscaler.kubernetes.io/safe-to-evict");
    tellTime(now);
    unreadySince = keep(unreadySince, (there && !pod.ready()) || pod.terminating(), now);
    pendingSince = keep(pendingSince, there && pod.nodeName().isEmpty(), now);
    terminatingSince = keep(terminatingSince, there && pod.terminating(), now);
  }

  private static Optional<Instant> keep(Optional<Instant> since, boolean so, Instant now) {
    return so ? since.or(() -> Optional.of(now)) : Optional.empty();
  }

  private void tellTime(Instant now) {
    longestUnready = longer(longestUnready, unreadySince, now);
    longestPending = longer(longestPending, pendingSince, now);
    longestTerminating = longer(longestTerminating, terminatingSince, now);
  }

  private static Duration longer(Duration known, Optional<Instant> since, Instant now) {
    return since
        .map(s -> Duration.between(s, now))
        .filter(d -> d.compareTo(known) > 0)
        .orElse(known);
  }

  Pod pod() {
    return last;
  }

  /** Returns the nodes that pods of that name were on, one after the other. */
  Set<String> nodes() {
    return nodes;
  }

  boolean hadFinalizers() {
    return finalizers;
  }

  boolean wasMarked() {
    return marked;
  }

  boolean toleratesClosing() {
    return last.placement().tolerates(CLOSED);
  }

  Duration longestPending(Instant now) {
    tellTime(now);
    return longestPending;
  }

  Duration longestUnready(Instant now) {
    tellTime(now);
    return longestUnready;
  }

  Duration longestTerminating(Instant now) {
    tellTime(now);
    return longestTerminating;
  }
}
