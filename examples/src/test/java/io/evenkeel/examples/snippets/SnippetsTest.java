package io.evenkeel.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What README and docs show as Java is compiled here, so that it cannot grow old. */
class SnippetsTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern REGION = Pattern.compile("(?s)// region [^\n]+\n(.*?)// endregion");
  private static final Path SOURCES =
      Documents.ROOT.resolve("examples/src/test/java/io/evenkeel/examples/snippets");

  @TestFactory
  Stream<DynamicTest> everyBlockOfJavaInADocumentIsCompiledCode() {
    List<String> regions =
        Documents.files(SOURCES, ".java")
            .flatMap(file -> matches(REGION, file))
            .map(this::squeezed)
            .toList();
    return documents()
        .flatMap(document -> matches(BLOCK, document).map(block -> test(document, block, regions)));
  }

  private DynamicTest test(Path document, String block, List<String> regions) {
    String name = Documents.ROOT.relativize(document) + ": " + block.lines().findFirst().orElse("");
    return DynamicTest.dynamicTest(name, () -> assertThat(regions).contains(squeezed(block)));
  }

  /** Lines may be broken elsewhere in a document than the formatter breaks them in code. */
  private String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static Stream<Path> documents() {
    return Stream.concat(
        Stream.of(Documents.ROOT.resolve("README.md")),
        Documents.files(Documents.ROOT.resolve("docs"), ".md"));
  }

  private static Stream<String> matches(Pattern pattern, Path file) {
    return pattern.matcher(Documents.text(file)).results().map(SnippetsTest::content);
  }

  private static String content(MatchResult match) {
    return match.group(1);
  }
}
