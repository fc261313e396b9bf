package io.evenkeel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void theCodeOfEveryModuleIsLookedAt() {
    assertThat(Stream.of(Modules.CORE, Modules.AWS, Modules.K8S, Modules.EXAMPLES))
        .allSatisfy(module -> assertThat(CODE.that(module)).isNotEmpty());
  }

  @Test
  void aReadyMadeClientMayBeHandedIn() {
    assertThat(breaks(SignatureRules.FOREIGN_MODELS_ARE_NEVER_EXPOSED, TakesAReadyMadeClient.class))
        .isFalse();
  }

  @Test
  void aCollectionOfOneElementHasAnOrder() {
    assertThat(breaks(DeterminismRules.CORE_ITERATES_IN_A_DEFINED_ORDER, KnowsItsOrder.class))
        .isFalse();
  }

  private static void isCaught(Rules.RuleAndCulprit each) {
    assertThat(breaks(each.rule(), each.culprit())).as(each.rule().getDescription()).isTrue();
  }

  private static boolean breaks(ArchRule rule, Class<?> type) {
    return rule.evaluate(new ClassFileImporter().importClasses(type)).hasViolation();
  }
}
