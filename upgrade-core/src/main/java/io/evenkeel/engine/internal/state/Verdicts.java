package io.evenkeel.engine.internal.state;

import io.evenkeel.Disposition;
import io.evenkeel.model.Pod;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/** What drain policies have said, by version of the pod. */
public final class Verdicts {
  private final Map<String, Verdict> byUid = new LinkedHashMap<>();
  private final LinkedHashSet<String> asked = new LinkedHashSet<>();

  private record Verdict(String version, Disposition disposition) {}

  public Optional<Disposition> of(Pod pod) {
    Verdict verdict = byUid.get(pod.uid());
    return verdict != null && verdict.version().equals(pod.meta().resourceVersion())
        ? Optional.of(verdict.disposition())
        : Optional.empty();
  }

  public boolean isAsked(Pod pod) {
    return asked.contains(question(pod));
  }

  public void ask(Pod pod) {
    asked.add(question(pod));
  }

  public void answer(Pod pod, Disposition disposition) {
    asked.remove(question(pod));
    byUid.put(pod.uid(), new Verdict(pod.meta().resourceVersion(), disposition));
  }

  void forget(String uid) {
    byUid.remove(uid);
  }

  private static String question(Pod pod) {
    return pod.uid() + "@" + pod.meta().resourceVersion();
  }
}
