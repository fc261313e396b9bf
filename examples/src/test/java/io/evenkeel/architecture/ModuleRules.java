package io.evenkeel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom: api &lt;- core, api &lt;- aws, api &lt;- k8s; examples see everything. */
final class ModuleRules {

  private static final DescribedPredicate<JavaClass> SIMULATION =
      resideInAPackage("io.evenkeel.simulation..").as("the simulation");

  static final ArchRule API_USES_ONLY_THE_JDK =
      classes()
          .that(Modules.API)
          .should()
          .onlyDependOnClassesThat(
              Modules.API.or(resideInAnyPackage("java..", "org.jspecify.annotations..")))
          .allowEmptyShould(true);

  static final ArchRule CORE_KNOWS_NO_ADAPTER =
      noClasses()
          .that(Modules.CORE)
          .should()
          .dependOnClassesThat(Modules.AWS.or(Modules.K8S).or(Modules.EXAMPLES).or(Foreign.MODELS))
          .allowEmptyShould(true);

  static final ArchRule AWS_KNOWS_ONLY_THE_API =
      noClasses()
          .that(Modules.AWS.and(not(Modules.AWS_SIMULATED)))
          .should()
          .dependOnClassesThat(
              Modules.CORE.or(Modules.K8S).or(Modules.EXAMPLES).or(Modules.AWS_SIMULATED))
          .allowEmptyShould(true);

  static final ArchRule SIMULATED_AWS_KNOWS_ONLY_API_AND_CORE =
      noClasses()
          .that(Modules.AWS_SIMULATED)
          .should()
          .dependOnClassesThat(Modules.K8S.or(Modules.EXAMPLES))
          .allowEmptyShould(true);

  static final ArchRule K8S_KNOWS_ONLY_THE_API =
      noClasses()
          .that(Modules.K8S)
          .should()
          .dependOnClassesThat(Modules.CORE.or(Modules.AWS).or(Modules.EXAMPLES))
          .allowEmptyShould(true);

  /** AssertJ is optional in upgrade-core: who only runs upgrades does not have it. */
  static final ArchRule ONLY_THE_SIMULATION_ASSERTS =
      noClasses()
          .that(Modules.LIBRARY.and(not(SIMULATION)))
          .should()
          .dependOnClassesThat(resideInAPackage("org.assertj.."))
          .allowEmptyShould(true);

  /** Java sees no null where the package says so; so every package must say so. */
  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
      classes()
          .that(resideInAPackage("io.evenkeel.."))
          .should(Conditions.BE_IN_A_NULL_MARKED_PACKAGE)
          .allowEmptyShould(true);

  private ModuleRules() {}
}
