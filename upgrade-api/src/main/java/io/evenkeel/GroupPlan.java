package io.evenkeel;

import io.evenkeel.model.NodePool;
import io.evenkeel.spi.CloudProvider;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutOrder.UndrainedNodes;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutPace.Capacity;
import io.evenkeel.spi.RolloutProvider;
import java.time.Duration;
import java.util.Optional;

/** What a plan says of one node group. */
public sealed interface GroupPlan {

  String name();

  CloudProvider provider();

  Target target();

  /** Returns the same with that target. */
  GroupPlan to(Target target);

  /** Returns how messages name it, such as {@code node group workers}. */
  default String inWords() {
    return "node group " + name();
  }

  /** A group whose nodes we replace. */
  record SelfDriven(
      String name,
      InstanceProvider provider,
      Target target,
      NodeSelector selector,
      Quantity maxUnavailable,
      Quantity maxSurge,
      DrainPolicy drainPolicy,
      Canary canary,
      Direction direction,
      UnusedNodes unusedNodes)
      implements GroupPlan {

    @Override
    public SelfDriven to(Target other) {
      return new SelfDriven(
          name,
          provider,
          other,
          selector,
          maxUnavailable,
          maxSurge,
          drainPolicy,
          canary,
          direction,
          unusedNodes);
    }

    /** Returns the number of nodes that may be added to a group of that size. */
    public int surge(int groupSize) {
      return maxSurge.roundedUp(groupSize);
    }

    /** Returns the number of nodes that may be missing; 1 where both limits round to zero. */
    public int unavailable(int groupSize) {
      int rounded = maxUnavailable.roundedDown(groupSize);
      return rounded == 0 && surge(groupSize) == 0 ? 1 : rounded;
    }
  }

  /** Which way a target may lie from what the nodes are now. */
  enum Direction {
    /** An older version is refused. */
    UPWARD,
    /** An older version is meant. */
    ANY
  }

  /** What becomes of nodes that nobody needs. */
  enum UnusedNodes {
    /** They stay, and are replaced like the others. */
    KEEP,
    /** They go, and nothing comes for them. */
    REMOVE
  }

  /**
   * What a plan says of a node pool beside what it says of every delegated group.
   *
   * @param provider the provider of the group, as one of node pools
   * @param selector which nodes are replaced, and in which order
   * @param roll how they are; absent where that is left to us
   * @param maxSurge how many at once where it is
   * @param patience how long nothing may move before the run fails
   * @param unusedNodes what becomes of nodes that nobody needs
   */
  record PoolPlan(
      NodePoolProvider provider,
      NodeSelector selector,
      Optional<Roll> roll,
      Quantity maxSurge,
      Duration patience,
      UnusedNodes unusedNodes) {

    /**
     * Returns how that pool is rolled: as the plan says, else gated where it is the cloud's own or
     * one node is taken at a time, else driven.
     */
    public Roll way(NodePool pool) {
      boolean oneByOne = maxSurge.roundedUp(pool.claims().size()) <= 1;
      return roll.orElse(
          oneByOne || pool.kind() == NodePool.Kind.BUILT_IN
              ? new Roll.Gated(maxSurge)
              : new Roll.Driven(maxSurge));
    }
  }

  /**
   * A group whose nodes somebody else replaces at our word.
   *
   * @param maxUnavailable how many nodes are taken at once; absent where the group's setting is
   *     left alone
   * @param capacity whether new nodes come first; absent where the group's setting is left alone
   * @param pool what is said of it as a node pool, where it is one
   */
  record Delegated(
      String name,
      RolloutProvider provider,
      Target target,
      Optional<Quantity> maxUnavailable,
      Optional<Capacity> capacity,
      UndrainedNodes undrainedNodes,
      Optional<PoolPlan> pool)
      implements GroupPlan {

    @Override
    public String inWords() {
      return (pool.isPresent() ? "node pool " : "node group ") + name;
    }

    @Override
    public Delegated to(Target other) {
      return new Delegated(name, provider, other, maxUnavailable, capacity, undrainedNodes, pool);
    }

    /** Returns the pace that the plan asks for where the group now has that one. */
    public RolloutPace paceInsteadOf(RolloutPace now) {
      return new RolloutPace(
          maxUnavailable.orElse(now.maxUnavailable()), capacity.orElse(now.capacity()));
    }
  }
}
