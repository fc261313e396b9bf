package io.evenkeel.engine.internal.state;

import io.evenkeel.Disposition;
import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/** What drain policies have said, by version of the pod; and where they have failed to. */
public final class Verdicts {
  private final Map<String, Verdict> byUid = new LinkedHashMap<>();
  private final Map<String, Fault> faults = new LinkedHashMap<>();
  private final LinkedHashSet<String> asked = new LinkedHashSet<>();

  private record Verdict(String version, Disposition disposition) {}

  /** A policy that did not answer a question about a pod; it is asked again. */
  public record Fault(String what, Instant since) {}

  public Optional<Disposition> of(Pod pod) {
    Verdict verdict = byUid.get(pod.uid());
    return verdict != null && verdict.version().equals(pod.meta().resourceVersion())
        ? Optional.of(verdict.disposition())
        : Optional.empty();
  }

  /** Returns how the policy failed when it was last asked about the pod. */
  public Optional<Fault> faultOf(Pod pod) {
    return Optional.ofNullable(faults.get(pod.uid()));
  }

  public boolean isAsked(Pod pod) {
    return asked.contains(question(pod));
  }

  public void ask(Pod pod) {
    asked.add(question(pod));
  }

  public void answer(Pod pod, Disposition disposition) {
    asked.remove(question(pod));
    faults.remove(pod.uid());
    byUid.put(pod.uid(), new Verdict(pod.meta().resourceVersion(), disposition));
  }

  /** Notes that the policy failed; the question stays asked until {@link #askAgain}. */
  public void failed(Pod pod, String what, Instant now) {
    Fault before = faults.get(pod.uid());
    faults.put(pod.uid(), new Fault(what, before == null ? now : before.since()));
  }

  public void askAgain(Pod pod) {
    asked.remove(question(pod));
  }

  void forget(String uid) {
    byUid.remove(uid);
    faults.remove(uid);
  }

  private static String question(Pod pod) {
    return pod.uid() + "@" + pod.meta().resourceVersion();
  }
}
