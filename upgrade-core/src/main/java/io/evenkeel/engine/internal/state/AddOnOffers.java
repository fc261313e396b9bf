package io.evenkeel.engine.internal.state;

import io.evenkeel.spi.AddOnVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which versions of which add-ons the cloud offers for which Kubernetes version. */
public final class AddOnOffers {
  private final Map<Question, List<AddOnVersion>> answers = new LinkedHashMap<>();

  private record Question(String addOn, KubernetesVersion kubernetes) {}

  /** Notes what is offered, newest first. */
  public void put(String addOn, KubernetesVersion kubernetes, List<AddOnVersion> offered) {
    answers.put(new Question(addOn, kubernetes), List.copyOf(offered));
  }

  /** Returns whether the cloud offers anything of the add-on for that Kubernetes version. */
  public boolean any(String addOn, KubernetesVersion kubernetes) {
    return !of(addOn, kubernetes).isEmpty();
  }

  public boolean has(String addOn, String version, KubernetesVersion kubernetes) {
    return place(addOn, version, kubernetes) >= 0;
  }

  /** Returns the version that the cloud would install, else the newest. */
  public Optional<String> recommended(String addOn, KubernetesVersion kubernetes) {
    List<AddOnVersion> offered = of(addOn, kubernetes);
    return offered.stream()
        .filter(AddOnVersion::recommended)
        .findFirst()
        .or(() -> offered.stream().findFirst())
        .map(AddOnVersion::version);
  }

  /** Returns a version that goes with both, the one recommended for the second if it is one. */
  public Optional<String> shared(
      String addOn, KubernetesVersion now, KubernetesVersion then, Optional<String> wished) {
    return wished
        .filter(version -> both(addOn, version, now, then))
        .or(() -> recommended(addOn, then).filter(version -> both(addOn, version, now, then)))
        .or(
            () ->
                of(addOn, then).stream()
                    .map(AddOnVersion::version)
                    .filter(version -> has(addOn, version, now))
                    .findFirst());
  }

  private boolean both(String addOn, String version, KubernetesVersion a, KubernetesVersion b) {
    return has(addOn, version, a) && has(addOn, version, b);
  }

  /** Returns whether the first version is as new as the second, or newer. */
  boolean reaches(String addOn, String version, String other, KubernetesVersion kubernetes) {
    int place = place(addOn, version, kubernetes);
    return place >= 0 && place <= place(addOn, other, kubernetes);
  }

  private int place(String addOn, String version, KubernetesVersion kubernetes) {
    return of(addOn, kubernetes).stream().map(AddOnVersion::version).toList().indexOf(version);
  }

  private List<AddOnVersion> of(String addOn, KubernetesVersion kubernetes) {
    return answers.getOrDefault(new Question(addOn, kubernetes), List.of());
  }
}
