package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * How many new nodes a pool needs at least for the pods of those that are to be replaced: none for
 * what is empty, nor for what fits into the room of nodes that stay.
 */
final class NewNodes {
  private static final List<ToLongFunction<Resources>> AMOUNTS =
      List.of(Resources::cpuMillis, Resources::memoryBytes);

  private NewNodes() {}

  static int atLeast(RolloutFacts pool, Situation situation) {
    List<Resources> leaving =
        pool.outdated(situation.snapshot().nodes()).stream()
            .flatMap(node -> situation.pods().movingFrom(node.name()).stream())
            .map(Pod::requests)
            .toList();
    List<Resources> room =
        situation.staying().stream()
            .map(node -> Shape.asItIs(node, situation.pods()).room())
            .toList();
    List<Resources> nodes =
        situation.snapshot().nodes().stream()
            .filter(pool.group()::includes)
            .map(Node::allocatable)
            .toList();
    return AMOUNTS.stream()
        .mapToInt(
            of -> {
              long largest = Math.max(1, amounts(nodes, of).max().orElse(1));
              long homeless = amounts(leaving, of).sum() - amounts(room, of).sum();
              return (int) Math.max(0, (homeless + largest - 1) / largest);
            })
        .max()
        .orElse(0);
  }

  private static LongStream amounts(List<Resources> resources, ToLongFunction<Resources> of) {
    return resources.stream().mapToLong(of).map(amount -> Math.max(0, amount));
  }
}
