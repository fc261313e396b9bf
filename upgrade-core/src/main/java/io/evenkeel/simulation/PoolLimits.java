package io.evenkeel.simulation;

import io.evenkeel.Quantity;
import io.evenkeel.model.NodeClaim;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * What a plan says of a node pool, and what others do to it, for an {@link Oracle}.
 *
 * @param surge how many nodes more than before there may be by the run's doing; anything if absent
 * @param atOnce how many nodes the run may let its provisioner take at once; any if absent
 * @param selects which claims are to be replaced
 * @param maySelect which others the run may find to be replaced, depending on when it looks
 * @param othersAdd how many machines others may have made necessary by now
 * @param disturbed whether others have changed what the cluster has to hold, or have broken it, so
 *     that where pods go is not the run's doing alone
 */
public record PoolLimits(
    Optional<Quantity> surge,
    Optional<Quantity> atOnce,
    Predicate<NodeClaim> selects,
    Predicate<NodeClaim> maySelect,
    IntSupplier othersAdd,
    BooleanSupplier disturbed) {

  /** Makes limits of a plan whose selector says the same whenever it is asked. */
  public PoolLimits(
      Optional<Quantity> surge,
      Optional<Quantity> atOnce,
      Predicate<NodeClaim> selects,
      IntSupplier othersAdd,
      BooleanSupplier disturbed) {
    this(surge, atOnce, selects, claim -> false, othersAdd, disturbed);
  }

  /** Returns how many machines others may have made necessary by now. */
  public int added() {
    return othersAdd.getAsInt();
  }
}
