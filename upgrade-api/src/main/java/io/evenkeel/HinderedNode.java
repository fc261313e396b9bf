package io.evenkeel;

import java.util.List;

/**
 * A node that was not replaced although it was selected.
 *
 * @param obstacles what stood in the way, the most telling first
 */
public record HinderedNode(String node, List<Obstacle> obstacles) {

  public HinderedNode {
    obstacles = List.copyOf(obstacles);
  }
}
