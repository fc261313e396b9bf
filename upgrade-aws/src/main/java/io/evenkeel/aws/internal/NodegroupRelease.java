package io.evenkeel.aws.internal;

/**
 * What a target of a managed node group names: a release of the EKS images, or a version of a
 * launch template. As text it is what is pinned.
 */
sealed interface NodegroupRelease {
  String TEMPLATE = "lt-";

  String OF_KUBERNETES = "@";

  /**
   * A release such as {@code 1.34.2-20260911}. Those of Bottlerocket count by themselves, and have
   * the Kubernetes version put to them: {@code 1.44.0-8ac3df1b@1.34}.
   *
   * @param kubernetes the minor version that its nodes run, such as {@code 1.34}
   */
  record OfImages(String release, String kubernetes) implements NodegroupRelease {
    private static OfImages parse(String text) {
      int at = text.indexOf(OF_KUBERNETES);
      return at < 0
          ? new OfImages(text, minor(text))
          : new OfImages(text.substring(0, at), text.substring(at + OF_KUBERNETES.length()));
    }

    private static String minor(String release) {
      String[] parts = release.split("[.-]", 3);
      return parts.length < 2 ? release : parts[0] + "." + parts[1];
    }

    @Override
    public String toString() {
      return minor(release).equals(kubernetes) ? release : release + OF_KUBERNETES + kubernetes;
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
        : OfImages.parse(text);
  }
}
