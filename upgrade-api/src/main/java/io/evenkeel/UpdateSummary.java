package io.evenkeel;

import java.time.Duration;

/**
 * A change of the control plane or of an add-on that a run has carried out or waited for.
 *
 * @param subject what was changed, such as {@code control plane} or {@code add-on vpc-cni}
 * @param took from its start, or from when it was first seen, to its end
 */
public record UpdateSummary(String subject, String from, String to, Duration took) {
  /** The subject of a change of the Kubernetes version. */
  public static final String CONTROL_PLANE = "control plane";
}
