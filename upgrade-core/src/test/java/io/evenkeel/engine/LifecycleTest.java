package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.engine.internal.state.Lifecycle;
import io.evenkeel.engine.internal.state.Lifecycle.Transition;
import io.evenkeel.simulation.BootedInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** The table of the life-cycle of nodes holds nothing that never happens, and its page shows it. */
class LifecycleTest {
  private static final Path PAGE = Path.of("..", "docs", "lifecycle.md");

  /** How often each transition was taken. */
  private final TreeMap<Transition, Integer> taken =
      new TreeMap<>(Comparator.comparing(Transition::from).thenComparing(Transition::to));

  private final UpgradeListener listener =
      new UpgradeListener() {
        @Override
        public void onEvent(UpgradeEvent event) {
          if (event instanceof UpgradeEvent.NodeMoved moved) {
            taken.merge(new Transition(moved.from(), moved.to()), 1, Integer::sum);
          }
        }
      };

  @Test
  void every_transition_of_the_table_is_taken() {
    // when
    aBadImageIsTried();
    runs(100, seed -> Trial.ofAnyKind(seed, listener));
    runs(300, seed -> Trial.cancelled(seed, listener));
    runs(100, seed -> Trial.crashing(seed, listener));
    runs(400, seed -> Trial.disturbed(seed, listener));

    // then
    assertThat(taken.navigableKeySet()).containsAll(Lifecycle.transitions());
  }

  private void aBadImageIsTried() {
    Scene scene = Scene.surging(1);
    scene.world.cloud.images().register(World.NEW, BootedInstance.Joining.NEVER_READY);
    scene.end(scene.start());
    scene.events.forEach(listener::onEvent);
  }

  private static void runs(long seeds, LongConsumer trial) {
    for (long seed = 1; seed <= seeds; seed++) {
      trial.accept(seed);
    }
  }

  @Test
  void the_page_shows_the_table() throws IOException {
    // when
    String page = page(Lifecycle.transitions());
    if (Boolean.getBoolean("evenkeel.write")) {
      Files.writeString(PAGE, page);
    }

    // then
    assertThat(Files.readString(PAGE))
        .as("write it anew with -Devenkeel.write=true")
        .isEqualTo(page);
  }

  static String page(List<Transition> transitions) {
    StringBuilder text = new StringBuilder(PREFACE);
    text.append("```mermaid\nstateDiagram-v2\n");
    text.append("  [*] --> ").append(NodeStage.UNSELECTED).append('\n');
    transitions.forEach(
        t -> text.append("  ").append(t.from()).append(" --> ").append(t.to()).append('\n'));
    text.append("  ").append(NodeStage.GONE).append(" --> [*]\n```\n");
    return text.toString();
  }

  private static final String PREFACE =
      """
      # The life-cycle of a node

      What a run shows of each node, and what may follow what. The engine reads the stage off the
      instance, the node, its marks and its pods, so that another process sees the same.
      Others act on nodes as well: a step that is not in the diagram is let through, and logged.

      The diagram is generated from the table in the code; a test fails when they differ, and when a
      transition of the table is never taken.

      """;
}
