package io.evenkeel.spi;

import io.evenkeel.model.DisruptionHold;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeOffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A cloud whose groups are node pools: a provisioner launches nodes for pods that find no room, and
 * replaces those that are outdated one by one, the new node first. Karpenter and EKS Auto Mode are
 * such.
 *
 * <p>What {@link #observe} answers tells the pool's nodes. {@link #start} causes what is not under
 * way by itself, and answers the name of the roll; {@link #progress} says that it is over once no
 * node of the pool is outdated. {@link #verify} says nothing of single nodes, which are observed,
 * and some of which the plan may not select. A node that carries {@link #HELD} is not replaced by
 * the provisioner's own choice, while one that is asked to go by {@link #remove} goes.
 */
public interface NodePoolProvider extends RolloutProvider {

  /** The annotation of a node, with value {@code true}, that holds the provisioner off it. */
  String HELD = DisruptionHold.ANNOTATION;

  /** The label of each pod that asks for a node; its value is the pool. */
  String REQUEST_LABEL = "evenkeel.io/headroom";

  /**
   * Tells what nodes each pool of the cluster makes now, by name of the pool; by default nothing,
   * so that nobody says before a roll where its pods could go.
   */
  default CompletionStage<Answer<Map<String, NodeOffer>>> offers() {
    return CompletableFuture.completedStage(Answer.ok(Map.of()));
  }

  /**
   * Asks for one more node, by a pod of a node's size that gives way to any other; a name that has
   * asked already asks no second time.
   *
   * @param like the node whose pods are to find room there, which is as large; where it is absent,
   *     or not known any more, the smallest node in service says how large one is
   */
  CompletionStage<Answer<Answer.Done>> request(String pool, String name, Optional<NodeClaim> like);

  /** Asks for one more node like the smallest in service. */
  default CompletionStage<Answer<Answer.Done>> request(String pool, String name) {
    return request(pool, name, Optional.empty());
  }

  /**
   * Takes a request back, whether it has been met or not; its node stays. {@link Answer.Missing}
   * where there is none of that name.
   */
  CompletionStage<Answer<Answer.Done>> withdraw(String pool, String name);

  /** Removes what requests need beside themselves; called when the last has been taken back. */
  CompletionStage<Answer<Answer.Done>> tidy(String pool);

  /**
   * Asks that a node go: its provisioner drains it by evictions and terminates it. Only if the
   * claim still has that uid; {@link Answer.Missing} where it is gone already.
   */
  CompletionStage<Answer<Answer.Done>> remove(String pool, NodeClaim claim);

  /** Calls the hint whenever the pool may have changed; by default never. */
  default Subscription onChange(String pool, Runnable hint) {
    return () -> {};
  }
}
