package io.evenkeel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.campaign.Fault;
import io.evenkeel.campaign.internal.faults.FaultInjectors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The catalog is complete: each fault has a number, an injector, and a test that is named for it.
 */
class FaultCatalogTest {

  @Test
  void there_are_48_faults_in_the_order_of_their_numbers() {
    // then
    assertThat(Arrays.stream(Fault.values()).map(Fault::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 48).boxed().toList());
    assertThat(Fault.values())
        .allSatisfy(fault -> assertThat(fault.title()).isNotBlank())
        .allSatisfy(fault -> assertThat(fault.mustHold()).isNotBlank());
  }

  @Test
  void every_fault_has_a_test() throws Exception {
    // given
    Set<Fault> missing = EnumSet.allOf(Fault.class);

    // when
    missing.removeAll(covered());

    // then
    assertThat(missing).as("faults without a test of their own").isEmpty();
  }

  @Test
  void every_fault_can_be_injected() {
    // given
    Set<Fault> missing = EnumSet.allOf(Fault.class);

    // when
    missing.removeAll(FaultInjectors.byFault().keySet());

    // then
    assertThat(missing).as("faults that a campaign cannot inject").isEmpty();
  }

  private static Set<Fault> covered() throws Exception {
    Set<Fault> covered = EnumSet.noneOf(Fault.class);
    for (Class<?> test : testClasses()) {
      Arrays.stream(test.getDeclaredMethods())
          .map(method -> method.getAnnotation(Covers.class))
          .filter(covers -> covers != null)
          .forEach(covers -> covered.addAll(List.of(covers.value())));
    }
    return covered;
  }

  private static List<Class<?>> testClasses() throws IOException, URISyntaxException {
    Path folder = Path.of(FaultCatalogTest.class.getResource(".").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.startsWith("package-"))
          .sorted()
          .<Class<?>>map(FaultCatalogTest::load)
          .toList();
    }
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - ".class".length());
    try {
      return Class.forName(FaultCatalogTest.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
