package io.evenkeel.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A page that shows Java says once where the types of it live. */
class ImportsOfSnippetsTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern TYPE = Pattern.compile("(?<![.\\w])[A-Z]\\w+");
  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w+)");
  private static final Pattern TO_IMPORT = Pattern.compile("(?s)\nTo import: (.*?)\n\n");
  private static final List<String> MODULES =
      List.of("upgrade-api", "upgrade-core", "upgrade-aws", "upgrade-k8s");

  private final Map<String, String> packages = packages();

  @TestFactory
  Stream<DynamicTest> everyTypeOfAPageIsNamedWithItsPackage() {
    return Stream.concat(
            Stream.of(Documents.ROOT.resolve("README.md")),
            Documents.files(Documents.ROOT.resolve("docs"), ".md"))
        .filter(page -> !code(page).isEmpty())
        .map(
            page ->
                DynamicTest.dynamicTest(
                    Documents.ROOT.relativize(page).toString(),
                    () -> assertThat(toImport(page)).contains(used(page))));
  }

  private static String code(Path page) {
    return found(BLOCK, Documents.text(page))
        .map(block -> block.group(1))
        .collect(Collectors.joining());
  }

  private static String toImport(Path page) {
    return found(TO_IMPORT, Documents.text(page))
        .map(paragraph -> paragraph.group(1))
        .collect(Collectors.joining());
  }

  /** Returns the types of the library that the page uses, and their packages, as it names them. */
  private List<String> used(Path page) {
    String code = code(page);
    List<String> declared = found(DECLARED, code).map(type -> type.group(1)).toList();
    return found(TYPE, code)
        .map(MatchResult::group)
        .filter(type -> packages.containsKey(type) && !declared.contains(type))
        .flatMap(type -> Stream.of("`" + type + "`", "`" + packages.get(type) + "`"))
        .distinct()
        .toList();
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** Returns the package of each public type by its name. */
  private static Map<String, String> packages() {
    Map<String, String> packages = new TreeMap<>();
    for (String module : MODULES) {
      Path sources = Documents.ROOT.resolve(module).resolve("src/main/java");
      Documents.filesUnder(sources, ".java")
          .map(sources::relativize)
          .filter(file -> !file.toString().contains("internal"))
          .forEach(
              file ->
                  packages.put(
                      file.getFileName().toString().replace(".java", ""),
                      String.valueOf(file.getParent()).replace('/', '.')));
    }
    return packages;
  }
}
