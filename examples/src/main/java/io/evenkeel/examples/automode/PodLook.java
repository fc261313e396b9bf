package io.evenkeel.examples.automode;

import io.evenkeel.model.Pod;

/** How {@code kubectl get pod} shows a pod of one container. */
record PodLook(String ready, String status) {
  private static final String NONE = "0/1";

  static PodLook of(Pod pod) {
    return new PodLook(pod.ready() ? "1/1" : NONE, status(pod));
  }

  /** Returns the look of a pod whose container has ended well. */
  static PodLook completed() {
    return new PodLook(NONE, "Completed");
  }

  private static String status(Pod pod) {
    return switch (pod.phase()) {
      case SUCCEEDED -> "Completed";
      case FAILED -> "Error";
      case UNKNOWN -> "Unknown";
      case RUNNING -> pod.terminating() ? "Terminating" : "Running";
      case PENDING -> waiting(pod);
    };
  }

  private static String waiting(Pod pod) {
    if (pod.terminating()) {
      return "Terminating";
    }
    return pod.nodeName().isPresent() ? "ContainerCreating" : "Pending";
  }
}
