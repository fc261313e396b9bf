package io.evenkeel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/** What a user can see of a public type. */
final class SignatureRules {

  private static final DescribedPredicate<JavaClass> FOR_USERS =
      Modules.LIBRARY.and(not(Modules.INTERNAL)).as("the public library");

  static final ArchRule INTERNAL_IS_NEVER_EXPOSED =
      classes()
          .that(FOR_USERS)
          .should(new NotExpose(Modules.INTERNAL, DescribedPredicate.alwaysFalse()))
          .allowEmptyShould(true);

  static final ArchRule FOREIGN_MODELS_ARE_NEVER_EXPOSED =
      classes()
          .that(FOR_USERS)
          .should(new NotExpose(Foreign.MODELS, Foreign.CLIENTS))
          .allowEmptyShould(true);

  private SignatureRules() {}
}
