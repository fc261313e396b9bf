package io.evenkeel.model;

/** The three values of a Kubernetes condition. */
public enum ConditionStatus {
  TRUE,
  FALSE,
  UNKNOWN
}
