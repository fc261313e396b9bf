package io.evenkeel.spi;

/**
 * One thing that we must be allowed to do, in Kubernetes' words.
 *
 * @param group API group, empty for the core group
 * @param resource plural name, with the subresource after a slash
 * @param namespace empty for everywhere
 */
public record Permission(String verb, String group, String resource, String namespace) {

  public static Permission of(String verb, String group, String resource) {
    return new Permission(verb, group, resource, "");
  }

  @Override
  public String toString() {
    return verb
        + " "
        + resource
        + (group.isEmpty() ? "" : "." + group)
        + (namespace.isEmpty() ? "" : " in namespace " + namespace);
  }
}
