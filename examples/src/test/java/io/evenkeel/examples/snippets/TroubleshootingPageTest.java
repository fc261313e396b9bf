package io.evenkeel.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.Obstacle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever a run ends with, waits for or is refused for has its row in the page. */
class TroubleshootingPageTest {
  private static final Pattern CODE =
      Pattern.compile("Finding\\s*\\.(?:blocker|warning|info)\\(\\s*\"([A-Z_]+)\"");
  private static final Path ENGINE =
      Documents.ROOT.resolve("upgrade-core/src/main/java/io/evenkeel/engine");

  private final String page = Documents.text(Documents.ROOT.resolve("docs/troubleshooting.md"));

  @Test
  void everyReasonOfAFailureHasARow() {
    List<String> reasons =
        Arrays.stream(FailureReason.values()).map(reason -> row(reason.name())).toList();

    assertThat(page).contains(reasons);
  }

  @Test
  void everyCauseOfAnObstacleHasARow() {
    List<String> causes =
        Arrays.stream(Obstacle.Cause.values()).map(cause -> row(cause.name())).toList();

    assertThat(page).contains(causes);
  }

  @Test
  void everythingThatPreflightFindsHasARow() {
    // when
    List<String> codes =
        Documents.filesUnder(ENGINE, ".java")
            .flatMap(file -> CODE.matcher(Documents.text(file)).results())
            .map(found -> row(found.group(1)))
            .toList();

    // then
    assertThat(codes).hasSizeGreaterThan(20);
    assertThat(preflight()).contains(codes);
  }

  /** A code may be the name of an obstacle too, which is another row. */
  private String preflight() {
    int begin = page.indexOf("## What preflight finds");
    return page.substring(begin, page.indexOf("\n## ", begin + 1));
  }

  private static String row(String name) {
    return "\n| `" + name + "` |";
  }
}
