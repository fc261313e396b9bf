package io.evenkeel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** Which classes belong to which module. */
final class Modules {

  static final DescribedPredicate<JavaClass> CORE =
      resideInAnyPackage(
              "io.evenkeel.campaign..",
              "io.evenkeel.engine..",
              "io.evenkeel.simulation..",
              "io.evenkeel.report..")
          .as("upgrade-core");

  static final DescribedPredicate<JavaClass> AWS =
      resideInAPackage("io.evenkeel.aws..").as("upgrade-aws");

  /** The only part of upgrade-aws that may use upgrade-core, an optional dependency. */
  static final DescribedPredicate<JavaClass> AWS_SIMULATED =
      resideInAPackage("io.evenkeel.aws.simulated..").as("io.evenkeel.aws.simulated");

  static final DescribedPredicate<JavaClass> K8S =
      resideInAPackage("io.evenkeel.kubernetes..").as("upgrade-k8s");

  static final DescribedPredicate<JavaClass> EXAMPLES =
      resideInAnyPackage("io.evenkeel.examples..", "io.evenkeel.architecture..").as("examples");

  /** Whatever is ours and in no other module. */
  static final DescribedPredicate<JavaClass> API =
      resideInAPackage("io.evenkeel..")
          .and(not(CORE))
          .and(not(AWS))
          .and(not(K8S))
          .and(not(EXAMPLES))
          .as("upgrade-api");

  static final DescribedPredicate<JavaClass> LIBRARY =
      API.or(CORE).or(AWS).or(K8S).as("the library");

  static final DescribedPredicate<JavaClass> INTERNAL =
      resideInAPackage("io.evenkeel..internal..").as("internal classes");

  private Modules() {}
}
