package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.Obstacle;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Permission;

/** Words what stands against a roll of one pool. */
final class PoolFindings {
  private static final String ROLE = "io/evenkeel/kubernetes/rbac/evenkeel-node-pools.yaml";

  private final String where;

  PoolFindings(String pool) {
    this.where = "NodePool " + pool;
  }

  Finding nobodyActs(String sign) {
    return Finding.blocker(
        "PROVISIONER_NOT_RUNNING",
        where,
        "no provisioner acts on it: " + sign,
        "see that Karpenter runs, or that Auto Mode is on");
  }

  Finding perhapsNobodyActs(String sign) {
    return Finding.warning(
        "PROVISIONER_PERHAPS_NOT_RUNNING",
        where,
        "it may be that no provisioner acts on it: " + sign,
        "see that Karpenter runs; nothing is to be done where it does, in another namespace");
  }

  Finding noClass(PoolObject.ClassRef ref) {
    return Finding.blocker(
        "NODE_CLASS_MISSING",
        where,
        "its class does not exist: " + ref,
        "create the class, or let the pool name another");
  }

  Finding classNotReady(PoolObject.ClassRef ref, String why) {
    return Finding.blocker(
        "NODE_CLASS_NOT_READY",
        where,
        "its class cannot launch nodes: " + ref + ": " + why,
        "repair the class: its role, subnets, security groups or image");
  }

  Finding classNotSeen(PoolObject.ClassRef ref, String why) {
    return Finding.warning(
        "NODE_CLASS_NOT_SEEN",
        where,
        "we may not look at its class, " + ref + ": " + why,
        "grant get on it to see before a roll whether it can launch nodes");
  }

  Finding nodesDoNotRegister(String why) {
    return Finding.blocker(
        "NODES_DO_NOT_REGISTER",
        where,
        "the nodes that it launched last did not come: " + why,
        "see why they do not join: the role's access entry, network, user data");
  }

  Finding notValid(String why) {
    return Finding.blocker(
        "NODE_POOL_NOT_VALID", where, "its specification is not valid: " + why, "repair the pool");
  }

  Finding budgetClosed(Obstacle wait) {
    return Finding.warning("POOL_BUDGET_CLOSED", where, wait.what(), wait.remedy());
  }

  Finding nodeDoesNotCome(Obstacle wait) {
    return Finding.warning("NODE_DOES_NOT_COME", where, wait.what(), wait.remedy());
  }

  Finding ownedBy(String tool) {
    return Finding.warning(
        "POOL_OWNED_BY_OTHERS",
        where,
        "it is written by " + tool + ", which would undo a budget of ours",
        "tighten its budgets there, and leave tightenBudget(..) out");
  }

  Finding isStatic(long replicas) {
    return Finding.warning(
        "POOL_IS_STATIC",
        where,
        "it is to have "
            + replicas
            + " nodes whatever pods there are, so that none can be asked for",
        "roll it watched(..) or gated(..)");
  }

  Finding mayNot(Permission permission) {
    return Finding.warning(
        "PERMISSION_MISSING",
        where,
        "we may not " + permission,
        "grant it, unless the pool is only watched; " + ROLE + " does");
  }
}
