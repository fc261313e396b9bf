package io.evenkeel;

/**
 * What the nodes of a group must become. A target may move, such as the latest image; it is pinned
 * once, when a run resolves its plan.
 */
public sealed interface Target {

  /**
   * The newest image that the provider recommends for the cluster's version and the group's kind.
   */
  record LatestImage() implements Target {
    @Override
    public String toString() {
      return "the latest image";
    }
  }

  /** The image of that id. */
  record Image(String id) implements Target {
    public Image {
      Given.there(id, "image(..)", "the id of an image");
    }

    @Override
    public String toString() {
      return "image " + id;
    }
  }

  /** A numbered version of a launch template, taken as it is. */
  record LaunchTemplate(String id, int version) implements Target {
    public LaunchTemplate {
      Given.there(id, "launchTemplate(..)", "the id of a launch template");
    }

    @Override
    public String toString() {
      return "launch template " + id + " version " + version;
    }
  }

  /** The newest recommended image for that Kubernetes version, such as {@code 1.34}. */
  record Kubernetes(String version) implements Target {
    public Kubernetes {
      Given.there(version, "kubernetes(..)", "a version, such as 1.34");
    }

    @Override
    public String toString() {
      return "the latest image of Kubernetes " + version;
    }
  }

  static Target latestImage() {
    return new LatestImage();
  }

  static Target image(String id) {
    return new Image(id);
  }

  static Target launchTemplate(String id, int version) {
    return new LaunchTemplate(id, version);
  }

  static Target kubernetes(String version) {
    return new Kubernetes(version);
  }
}
