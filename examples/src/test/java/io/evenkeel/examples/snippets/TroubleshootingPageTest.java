package io.evenkeel.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.Obstacle;
import io.evenkeel.spi.NodePoolProvider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a run ends with, waits for or is refused for has its row in the page. */
class TroubleshootingPageTest {
  private static final Pattern CODE =
      Pattern.compile("Finding\\s*\\.(blocker|warning|info)\\(\\s*\"([A-Z_]+)\"");
  private static final Pattern NAME = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");
  private static final Map<String, String> TABLES =
      Map.of("blocker", "blocker", "warning", "warning", "info", "good to know");
  private static final Path ENGINE =
      Documents.ROOT.resolve("upgrade-core/src/main/java/io/evenkeel/engine");
  private static final Path POOL_FINDINGS =
      Documents.ROOT.resolve(
          "upgrade-k8s/src/main/java/io/evenkeel/kubernetes/internal/karpenter/PoolFindings.java");

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
            .map(Documents::text)
            .filter(text -> text.contains("Finding."))
            .flatMap(text -> matches(NAME, text))
            .map(found -> row(found.group(1)))
            .toList();

    // then
    assertThat(codes).hasSizeGreaterThan(50);
    assertThat(preflight()).contains(codes).contains(row(FailureReason.ANOTHER_RUN.name()));
  }

  @Test
  void whatTheProviderOfNodePoolsFindsHasARow() {
    List<String> codes =
        matches(CODE, Documents.text(POOL_FINDINGS)).map(found -> row(found.group(2))).toList();

    assertThat(codes).hasSizeGreaterThan(10);
    assertThat(table("of a pool")).contains(codes);
  }

  @Test
  void aFindingStandsInTheTableOfOneOfItsSeverities() {
    Map<String, Set<String>> severities = new TreeMap<>();
    Documents.filesUnder(ENGINE, ".java")
        .flatMap(file -> matches(CODE, Documents.text(file)))
        .forEach(
            found ->
                severities
                    .computeIfAbsent(found.group(2), none -> new TreeSet<>())
                    .add(found.group(1)));

    severities.forEach(
        (code, of) ->
            assertThat(of)
                .as(code)
                .anyMatch(
                    severity ->
                        table(TABLES.getOrDefault(severity, severity)).contains(row(code))));
  }

  @Test
  void whatARunLeavesOfAPoolIsNamedWhereNobodyWillFinishIt() {
    assertThat(page.substring(page.indexOf("## Nobody will finish the run")))
        .contains(
            "--nodepool",
            NodePoolProvider.HELD,
            NodePoolProvider.REQUEST_LABEL,
            "evenkeel.io/held",
            "evenkeel.io/budget",
            "PriorityClass");
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** Returns the rows of the table of what preflight finds that has that word at its head. */
  private String table(String head) {
    String all = preflight() + "\n\n";
    int begin = all.indexOf("\n| " + head + " |");
    assertThat(begin).as(head).isNotNegative();
    return all.substring(begin, all.indexOf("\n\n", begin));
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
