package io.evenkeel;

/** Why a run did not reach its target; stable names for programs. */
public enum FailureReason {
  /** A look before the first write found something that forbids the run. */
  PREFLIGHT,
  /** Another run holds the lease of this cluster. */
  ANOTHER_RUN,
  /** The first replacement did not become usable, or the pods on it did not stay well. */
  CANARY_FAILED,
  /** A drain ran out of time. */
  DRAIN_STUCK,
  /** New instances are not launched, do not become usable, or die again and again once they are. */
  NO_CAPACITY,
  /** We are not allowed to do what the plan needs. */
  DENIED,
  /** The cluster or the cloud could not be reached for too long. */
  UNREACHABLE,
  /** The lease was lost to somebody else; this process has stopped writing. */
  LEASE_LOST,
  /** A plug-in threw, never answered, or answered against its contract. */
  PLUG_IN,
  /** Somebody else changed what this run relies on, again and again. */
  INTERFERENCE,
  /** A gate has failed, or stayed closed for longer than the plan's patience. */
  GATE_CLOSED,
  /** Nobody has approved a wave in the time that the plan gives. */
  NOT_APPROVED,
  /** The rollout that the cloud carries out has failed, or has not led to what was wanted. */
  ROLLOUT_FAILED,
  /** A fault of this library. */
  INTERNAL
}
