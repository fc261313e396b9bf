package io.evenkeel.model;

import java.util.Optional;

/**
 * That one more node is asked for, by a pod of a node's size which gives way to any other pod.
 *
 * @param pod the pod that asks for it
 * @param node where the pod runs, once there is room for it
 */
public record NodeRequest(String name, ObjectKey pod, Optional<String> node, State state) {

  /** How far a request is. */
  public enum State {
    /** There is no node for it yet, or the node is not ready. */
    WAITING,
    /** The room is there and is kept. */
    MET
  }
}
