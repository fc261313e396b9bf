package io.evenkeel.kubernetes.internal.karpenter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which tool writes a pool from somewhere else, so that it would undo what others write. */
final class PoolOwner {
  private static final List<Mark> MARKS =
      List.of(
          new Mark("argocd.argoproj.io/", "Argo CD"),
          new Mark("kustomize.toolkit.fluxcd.io/", "Flux"),
          new Mark("helm.toolkit.fluxcd.io/", "Flux"),
          new Mark("meta.helm.sh/release-", "Helm"));
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final List<String> BY_HAND = List.of("kubectl", "manual", "evenkeel", "");

  private PoolOwner() {}

  /** A prefix of keys that a tool writes. */
  private record Mark(String prefix, String tool) {}

  /** Returns the tool, empty where nobody has left its mark. */
  static Optional<String> of(PoolObject pool) {
    return marked(pool.labels()).or(() -> marked(pool.annotations())).or(() -> managedBy(pool));
  }

  private static Optional<String> marked(Map<String, String> keys) {
    return MARKS.stream()
        .filter(mark -> keys.keySet().stream().anyMatch(key -> key.startsWith(mark.prefix())))
        .map(Mark::tool)
        .findFirst();
  }

  private static Optional<String> managedBy(PoolObject pool) {
    return Optional.ofNullable(pool.labels().get(MANAGED_BY))
        .filter(tool -> !BY_HAND.contains(tool.toLowerCase(Locale.ROOT)));
  }
}
