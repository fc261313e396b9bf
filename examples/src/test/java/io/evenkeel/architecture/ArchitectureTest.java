package io.evenkeel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.evenkeel.engine.fixture.KnowsItsOrder;
import io.evenkeel.kubernetes.fixture.TakesAReadyMadeClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code of all modules keeps every rule, and every rule catches a class that breaks it. */
class ArchitectureTest {

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.evenkeel");

  @TestFactory
  Stream<DynamicTest> theCodeKeeps() {
    return Rules.ALL.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().rule().check(CODE)));
  }

  @TestFactory
  Stream<DynamicTest> aCulpritIsCaughtBy() {
    return Rules.ALL.entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> isCaught(rule.getValue())));
  }

  static Stream<DescribedPredicate<JavaClass>> modules() {
    return Stream.of(Modules.API, Modules.CORE, Modules.AWS, Modules.K8S, Modules.EXAMPLES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleHoldsItsOwnPackages(DescribedPredicate<JavaClass> module) {
    // given
    String directoryOrJar = "/" + module.getDescription();

    // when
    JavaClasses held = CODE.that(module);

    // then
    assertThat(held).isNotEmpty();
    assertThat(held)
        .allSatisfy(
            type ->
                assertThat(type.getSource().orElseThrow().getUri().toString())
                    .contains(directoryOrJar));
  }

  @Test
  void aReadyMadeClientMayBeHandedIn() {
    assertThat(breaks(SignatureRules.FOREIGN_MODELS_ARE_NEVER_EXPOSED, TakesAReadyMadeClient.class))
        .isFalse();
  }

  @Test
  void aCollectionOfOneElementHasAnOrder() {
    assertThat(
            breaks(DeterminismRules.MODEL_AND_CORE_ITERATE_IN_A_DEFINED_ORDER, KnowsItsOrder.class))
        .isFalse();
  }

  private static void isCaught(Rules.RuleAndCulprit each) {
    assertThat(breaks(each.rule(), each.culprit())).as(each.rule().getDescription()).isTrue();
  }

  private static boolean breaks(ArchRule rule, Class<?> type) {
    return rule.evaluate(new ClassFileImporter().importClasses(type)).hasViolation();
  }
}
