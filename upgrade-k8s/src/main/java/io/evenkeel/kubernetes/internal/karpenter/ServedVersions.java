package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.kubernetes.internal.Json;
import java.util.List;
import java.util.Optional;

/** What the API server serves of a group of custom resources. */
final class ServedVersions {
  private final Calls calls;

  ServedVersions(Calls calls) {
    this.calls = calls;
  }

  /** Returns why the kind cannot be read as we read it, empty where it can. */
  Optional<String> whyNot(Kind kind) {
    List<String> versions = versions(kind.group());
    if (versions.isEmpty()) {
      return Optional.of(
          "the cluster knows no "
              + kind.fullName()
              + ": neither Karpenter nor EKS Auto Mode is there");
    }
    return versions.contains(kind.version())
        ? Optional.empty()
        : Optional.of(
            "the cluster serves "
                + kind.group()
                + " as "
                + String.join(" and ", versions)
                + ", and not as "
                + kind.version());
  }

  /** Returns the kind as the cluster prefers to serve it, empty where it does not. */
  Optional<Kind> kind(String group, String kindName) {
    for (String version : versions(group)) {
      Kind anyOfGroup = new Kind(group, version, "");
      Optional<Kind> kind =
          calls.find(anyOfGroup, anyOfGroup.groupPath() + "/" + version).stream()
              .flatMap(list -> Json.objects(list, "resources").stream())
              .filter(resource -> Json.text(resource, "kind", "").equals(kindName))
              .map(resource -> Json.text(resource, "name", ""))
              .filter(plural -> !plural.contains("/"))
              .map(plural -> new Kind(group, version, plural))
              .findFirst();
      if (kind.isPresent()) {
        return kind;
      }
    }
    return Optional.empty();
  }

  private List<String> versions(String group) {
    Kind any = new Kind(group, "", "");
    return group.isEmpty()
        ? List.of()
        : calls.find(any, any.groupPath()).stream()
            .flatMap(found -> Json.objects(found, "versions").stream())
            .map(version -> Json.text(version, "version", ""))
            .toList();
  }
}
