package io.evenkeel.engine.internal.state;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a Kubernetes version that matters for skew: {@code v1.34.2-eks-1} is 1.34. */
public record KubernetesVersion(int major, int minor) implements Comparable<KubernetesVersion> {
  private static final Pattern TEXT = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4}).*");
  private static final Comparator<KubernetesVersion> ORDER =
      Comparator.comparingInt(KubernetesVersion::major).thenComparingInt(KubernetesVersion::minor);

  /** Reads a version; empty where the text is none. */
  public static Optional<KubernetesVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new KubernetesVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Returns by how many minor versions this is older; 0 or less where it is not. */
  public int minorsBehind(KubernetesVersion other) {
    return major < other.major() ? Integer.MAX_VALUE : other.minor() - minor;
  }

  /** Returns the minor version after this one. */
  public KubernetesVersion next() {
    return new KubernetesVersion(major, minor + 1);
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
