package io.evenkeel.aws.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A minor version of Kubernetes; compared by number, since 1.9 is older than 1.10. */
record KubernetesVersion(int major, int minor) implements Comparable<KubernetesVersion> {
  private static final Pattern FORM = Pattern.compile("v?(\\d{1,3})\\.(\\d{1,3})(\\..*)?");

  static KubernetesVersion parse(String text) {
    Matcher match = FORM.matcher(text.strip());
    if (!match.matches()) {
      throw Stop.refused("'" + text + "' is no Kubernetes version; write it like 1.34");
    }
    return new KubernetesVersion(
        Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
