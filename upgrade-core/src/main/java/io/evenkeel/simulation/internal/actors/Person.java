package io.evenkeel.simulation.internal.actors;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.internal.Seeds;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Does with kubectl what people do, now and then, to any node, pod or budget. */
public final class Person extends Rounds {
  private final Seeds chance;
  private final TreeSet<String> closed = new TreeSet<>();

  public Person(long seed) {
    super(Duration.ofMinutes(2));
    this.chance = new Seeds(seed).stream("person");
  }

  @Override
  void look(Scene scene) {
    List<Node> nodes = scene.cluster().nodes();
    if (nodes.isEmpty()) {
      return;
    }
    String node = one(nodes).name();
    switch (below(6)) {
      case 0 -> close(scene, node);
      case 1 -> open(scene, node);
      case 2 -> {
        close(scene, node);
        scene.evictFrom(node);
      }
      case 3 -> deletePod(scene);
      case 4 -> editBudget(scene);
      default -> scene.cluster().edit().patch(node, NodePatch.nothing().label("seen-by", "me"));
    }
    acted();
  }

  private void close(Scene scene, String node) {
    closed.add(node);
    scene.patch(node, NodePatch.nothing().cordon());
  }

  private void open(Scene scene, String node) {
    closed.remove(node);
    scene.patch(node, NodePatch.nothing().uncordon());
  }

  private void deletePod(Scene scene) {
    List<Pod> pods = scene.cluster().pods().stream().filter(p -> !p.terminating()).toList();
    if (!pods.isEmpty()) {
      scene.cluster().edit().deletePod(one(pods));
    }
  }

  private void editBudget(Scene scene) {
    List<Budget> budgets = scene.cluster().budgets();
    if (!budgets.isEmpty()) {
      scene.cluster().edit().minAvailable(one(budgets).key().path(), 50 + below(31) + "%");
    }
  }

  /** Opens again what it has closed. */
  @Override
  void end(Scene scene) {
    closed.forEach(node -> scene.patch(node, NodePatch.nothing().uncordon()));
    closed.clear();
  }

  private <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }

  private int below(int bound) {
    return (int) Long.remainderUnsigned(chance.next(), bound);
  }
}
