package io.evenkeel;

/**
 * A node that was removed since nobody needed it.
 *
 * @param node its name
 * @param because why nobody did, such as "it held no pods"
 */
public record RemovedNode(String node, String because) {
  @Override
  public String toString() {
    return node + ": " + because;
  }
}
