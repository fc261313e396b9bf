package io.evenkeel.aws.internal;

/**
 * What a target of a managed node group names: a release of the EKS images, or a version of a
 * launch template. As text it is what is pinned.
 */
sealed interface NodegroupRelease {
  String TEMPLATE = "lt-";

  /** A release such as {@code 1.34.2-20260911}. */
  record OfImages(String release) implements NodegroupRelease {
    /** Returns the Kubernetes version of the release, such as {@code 1.34}. */
    String kubernetes() {
      String[] parts = release.split("[.-]", 3);
      return parts.length < 2 ? release : parts[0] + "." + parts[1];
    }

    @Override
    public String toString() {
      return release;
    }
  }

  /** A numbered version of the template that the group was made from. */
  record OfTemplate(String template, String version) implements NodegroupRelease {
    @Override
    public String toString() {
      return template + ":" + version;
    }
  }

  static NodegroupRelease parse(String text) {
    int at = text.lastIndexOf(':');
    return text.startsWith(TEMPLATE) && at > 0
        ? new OfTemplate(text.substring(0, at), text.substring(at + 1))
        : new OfImages(text);
  }
}
